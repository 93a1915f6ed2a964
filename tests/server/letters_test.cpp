#include "core/identity_number.h"
#include "server/commands.h"
#include "server/letters/case_opening.h"
#include "server/letters/command.h"
#include "server/csv.h"
#include "server/letters/letter.h"
#include "server/letters/qr.h"
#include "server/packs.h"
#include "server/transitions.h"
#include "tests/server/said.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <future>
#include <thread>
#include <vector>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

namespace fs = std::filesystem;

constexpr const char* kHeading =
    "reference;name;address;postal_code;city;language;area;services;hours_per_month;decision_day;"
    "provider;protected\n";
constexpr const char* kAnna = "REF-77001;Anna Övningsson;Provgatan 1;645 30;Strängnäs;sv;strangnas;"
                              "personal_care household;20;2026-11-20;;no\n";
constexpr const char* kMohsen = "REF-77002;Mohsen <Prov> & Söner;Provgatan 2;645 30;Strängnäs;ar;"
                                "mariefred;household;8;2025-01-10;solglantan;no\n";
constexpr const char* kBase = "https://hemval.example.se/e";

NewLetter letter_with(const CodeMaker& codes, const CodeMaker::Fresh& typed, const CodeMaker::Fresh& link)
{
    NewLetter letter;
    letter.person.id = CaseId("a-case");
    letter.person.area = AreaId("hela");
    letter.person.services = {ServiceId("care")};
    letter.person.decision_day = test_day();
    letter.pseudonym = codes.pseudonym("strangnas", "77");
    letter.typed = typed.stored;
    letter.link = link.stored;
    return letter;
}

struct Post {
    TemporaryFolder folder;
    LettersOptions options;
    int code = -1;

    Post()
    {
        options.data = folder.path() + "/data";
        options.municipalities = assets() + "/municipalities";
        options.municipality = "strangnas";
        options.out = folder.path() + "/out";
        options.base_url = kBase;
        options.today = test_day();
    }
    // What was said on standard error.
    std::string make(const std::string& csv)
    {
        options.cases = folder.put("cases.csv", csv);
        return said_by(folder, [&] { code = make_letters(options); });
    }
    std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(options.out, none))
            names.push_back(entry.path().filename().string());
        return names;
    }
    std::string html(std::size_t number = 0) const
    {
        auto names = files();
        std::sort(names.begin(), names.end());
        return names.size() > number ? *read_text(options.out + "/" + names[number]) : "";
    }
    std::unique_ptr<SqliteStore> open_store() const
    {
        SqliteOptions sqlite;
        sqlite.path = options.data + "/" + kDatabaseName;
        return std::move(*SqliteStore::open(sqlite));
    }
    std::size_t ledger() const
    {
        return open_store()
            ->ask<std::vector<Event>>([](Queries& queries) { return load_ledger(queries, kTown); })
            ->size();
    }
    // The service on the data the letters were made in.
    std::unique_ptr<World> world() const
    {
        WorldOptions with;
        with.packs = *load_packs(options.municipalities);
        return std::make_unique<World>(options.data, with);
    }
};

// What stands between `from` and `to`, the nth time.
std::string between(const std::string& text, const std::string& from, const std::string& to, int nth = 0)
{
    std::size_t at = 0;
    for (int i = 0; i <= nth; ++i) {
        at = text.find(from, at);
        if (at == std::string::npos)
            return {};
        at += from.size();
    }
    return text.substr(at, text.find(to, at) - at);
}

std::string code_in(const std::string& html, int nth = 0)
{
    return between(html, "<p class=\"code\" dir=\"ltr\">", "</p>", nth);
}

int count(const std::string& text, const std::string& part)
{
    int found = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
        ++found;
    return found;
}

}  // namespace

TEST_CASE("letters open real cases: each code signs its person in, and the ledger has the events")
{
    Post post;
    CHECK(post.make(std::string(kHeading) + kAnna + kMohsen) == "");
    REQUIRE(post.code == 0);
    const std::string html = post.html();
    CHECK(count(html, "<section class=\"side\"") == 3);  // Swedish; Swedish and Arabic
    const std::string annas = code_in(html, 0), mohsens = code_in(html, 1);
    CHECK(code_in(html, 2) == mohsens);

    const auto world = post.world();
    const auto anna = world->sign_in(annas);
    REQUIRE(anna.status == 200);
    CHECK(anna.json()["situation"] == "no_provider");
    const auto mohsen = world->sign_in(mohsens);
    REQUIRE(mohsen.status == 200);
    CHECK(mohsen.json()["current"] == "solglantan");
    CHECK(world->submit(anna.cookie(), R"({"action":"decline"})", "key-0001").status == 201);

    MunicipalityState replayed;
    const auto fault = replay(world->ledger(), replayed);
    CHECK_MESSAGE(!fault, (fault ? fault->what : ""));
    CHECK(replayed == world->state());
}

TEST_CASE("a letter is large, needs nothing from elsewhere, and escapes what people are called")
{
    Post post;
    post.make(std::string(kHeading) + kAnna + kMohsen);
    const std::string html = post.html();
    CHECK(html.find("Mohsen &lt;Prov&gt; &amp; Söner") != std::string::npos);
    CHECK(html.find("<Prov>") == std::string::npos);
    CHECK(html.find("font: 16pt") != std::string::npos);
    for (const char* part : {"src=", "url(", "@import", "<script", "<link", "href=", "["})
        CHECK_MESSAGE(count(html, part) == 0, part);
    for (const char* part : {"default-src 'none'", "lang=\"ar\" dir=\"rtl\"", "0152-291 00",
                             "hemval.example.se/<wbr>e/<wbr>strangnas/", "14 december 2026", "23 november 2026",
                             "Du kan också välja på papper.", "Din utförare är <bdi>"})
        CHECK_MESSAGE(html.find(part) != std::string::npos, part);
}

TEST_CASE("columns stand in any order, and an address may have a line for whose home it is")
{
    Post post;
    CHECK(post.make("city,care_of,name,postal_code,address,reference,decision_day,hours_per_month,"
                    "services,area,language,protected\n"
                    "Strängnäs,Eva Prov,\"Övningsson, Anna\",645 30,Provgatan 1,7,2026-01-10,1,"
                    "household,strangnas,en,no\n") == "");
    CHECK(post.html().find("<span><bdi>Övningsson, Anna</bdi></span><span><bdi>c/o Eva Prov</bdi></span>"
                           "<span><bdi>Provgatan 1</bdi></span><span><bdi>645 30 Strängnäs</bdi></span>") !=
          std::string::npos);
}

TEST_CASE("nothing of name, address, reference, code or link is kept in the data or said aloud")
{
    Post post;
    const std::string said = post.make(std::string(kHeading) + kAnna + kMohsen);
    REQUIRE(post.code == 0);
    const std::string code = code_in(post.html());
    std::string bare = code;
    bare.erase(std::remove(bare.begin(), bare.end(), '-'), bare.end());
    for (const auto& entry : fs::directory_iterator(post.options.data)) {
        const std::string bytes = *read_text(entry.path().string());
        for (const std::string& secret : {std::string("Anna"), std::string("Provgatan"),
                                          std::string("REF-77001"), code, bare})
            CHECK_MESSAGE(bytes.find(secret) == std::string::npos, secret);
    }
    CHECK(said.find(code) == std::string::npos);
    const auto mode = fs::status(post.options.out + "/" + post.files()[0]).permissions();
    CHECK((mode & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("every fault of every row is said, and nothing at all is made")
{
    Post post;
    const std::string said = post.make(
        std::string(kHeading) + kAnna +
        "REF-77001;;Provgatan 3;645 30;Strängnäs;xx;nowhere;night;0;2027-01-01;nobody;no\n" +
        "REF-77003;Bo;;645 30;Strängnäs;sv;strangnas;household household;ten;20-11-2026;;no\n");
    CHECK(post.code == 1);
    for (const char* fault :
         {"Row 3: the name is missing.", "Row 3: the language \"xx\" is not one of ar, en, fi, sv, sv-simple.",
          "Row 3: the area \"nowhere\" is not one of strangnas, mariefred, akers-styckebruk, stallarholmen.",
          "Row 3: the service \"night\" is not one of", "Row 3: the hours_per_month \"0\"",
          "Row 3: the decision_day 2027-01-01 is yet to come.", "Row 3: the provider \"nobody\"",
          "Row 3: the reference \"REF-77001\" is in row 2 too.", "Row 4: the address is missing.",
          "Row 4: the service \"household\" is there twice.", "Row 4: the hours_per_month \"ten\"",
          "Row 4: the decision_day \"20-11-2026\" is not a day"})
        CHECK_MESSAGE(said.find(fault) != std::string::npos, fault);
    CHECK(count(said, "\n") == 12);
    CHECK(post.files().empty());
    CHECK(post.ledger() == 0);
}

TEST_CASE("an identity number in the file lets its person sign in by e-ID, and is kept nowhere")
{
    Post post;
    const std::string heading = "identity_number;" + std::string(kHeading);
    const std::string said = post.make(heading + "19121212-1212;" + kAnna + ";" + kMohsen);
    REQUIRE(post.code == 0);
    for (const auto& entry : fs::directory_iterator(post.options.data)) {
        const std::string bytes = *read_text(entry.path().string());
        for (const char* spelling : {"191212121212", "19121212-1212", "1212121212"})
            CHECK_MESSAGE(bytes.find(spelling) == std::string::npos, entry.path().string());
    }
    CHECK(post.html().find("19121212") == std::string::npos);
    CHECK(said.find("19121212") == std::string::npos);

    const auto world = post.world();
    const auto entered = [&](const std::string& number) {
        std::promise<Result<Begun, Problem>> promise;
        world->service().sign_in_by_e_id(kTown, number, "", [&](Result<Begun, Problem> begun) {
            promise.set_value(std::move(begun));
        });
        return promise.get_future().get();
    };
    const auto anna = entered("191212121212");
    REQUIRE(anna);
    CHECK(world->get("/api/strangnas/case", "hemval-session=" + anna->token).json()["situation"] ==
          "no_provider");
    CHECK(entered("191212121220").error() == Problem::NoOpenCase);
}

TEST_CASE("a letter made again to somebody else's identity number signs the wrong one out")
{
    Post post;
    const std::string heading = "identity_number;" + std::string(kHeading);
    post.make(heading + "191212121212;" + kAnna);
    REQUIRE(post.code == 0);
    std::string token;
    const auto enter = [&](World& world, const std::string& number) {
        std::promise<std::string> promise;
        world.service().sign_in_by_e_id(kTown, number, "", [&](Result<Begun, Problem> begun) {
            promise.set_value(begun ? begun->token : name_of(begun.error()));
        });
        return promise.get_future().get();
    };
    {
        const auto world = post.world();
        token = enter(*world, "191212121212");
        CHECK(world->get("/api/strangnas/case", "hemval-session=" + token).status == 200);
    }
    post.options.again = true;
    post.make(heading + "194002290000;" + kAnna);  // no such number: nothing is made
    CHECK(post.code == 1);
    std::string other;
    for (char last = '0'; last <= '9' && other.empty(); ++last)
        other = canonical_identity_number(std::string("19400229000") + last).value_or("");
    post.make(heading + other + ";" + kAnna);
    REQUIRE(post.code == 0);
    const auto world = post.world();
    CHECK(world->get("/api/strangnas/case", "hemval-session=" + token).status == 401);
    CHECK(enter(*world, "191212121212") == "no_open_case");
    CHECK(enter(*world, other).size() == 64);
}

TEST_CASE("a wrong identity number, or one on two people, is told without the number")
{
    Post post;
    const std::string said = post.make("identity_number;" + std::string(kHeading) + "191212121213;" + kAnna +
                                       "191212121212;" + kMohsen + "191212121212;REF-3" +
                                       std::string(kAnna).substr(9));
    CHECK(post.code == 1);
    CHECK(said.find("Row 2: the identity_number is not a personal identity number") != std::string::npos);
    CHECK(said.find("Row 4: the identity_number is in row 3 too.") != std::string::npos);
    CHECK(said.find("19121212") == std::string::npos);
    CHECK(post.files().empty());
}

TEST_CASE("a file that is no such table is said to be none")
{
    Post post;
    CHECK(post.make("reference;name;colour\n1;2;3\n").find("no column \"colour\"") != std::string::npos);
    CHECK(post.make("reference;name\n1;2\n").find("the column \"services\" is missing") !=
          std::string::npos);
    CHECK(post.make("").find("no rows") != std::string::npos);
    CHECK(post.make(std::string(kHeading) + "\xC5nna;x\n").find("UTF-8") != std::string::npos);
    CHECK(post.make(std::string(kHeading) + "\"Anna\n").find("does not end") != std::string::npos);
    CHECK(post.make(std::string(kHeading) + "\"A\nB\";N;A;1;C;sv;strangnas;household;1;2026-01-01;;no")
              .find("Row 2: the reference has a line break") != std::string::npos);
    post.options.cases = post.folder.path() + "/none";
    CHECK(said_by(post.folder, [&] { post.code = make_letters(post.options); }).find("could not be read") !=
          std::string::npos);
    CHECK(post.code == 1);
}

TEST_CASE("letters that cannot be written open no case")
{
    Post post;
    CHECK(post.make(std::string(kHeading) + kAnna) == "");
    const auto before = post.ledger();
    const std::string out = post.options.out;
    fs::remove_all(out);
    post.folder.put("out", "a file");
    std::string other = kAnna;
    other.replace(0, 9, "REF-88001");
    CHECK(post.make(std::string(kHeading) + other).find("is not a folder") != std::string::npos);
    CHECK(post.code == 1);
    CHECK(post.ledger() == before);
}

TEST_CASE("the same file twice opens no case twice; a new letter stops the codes of the earlier one")
{
    Post post;
    post.make(std::string(kHeading) + kAnna);
    const std::string first = code_in(post.html());
    const auto before = post.ledger();
    CHECK(post.make(std::string(kHeading) + kAnna).find("Row 2: the reference \"REF-77001\" has a case") !=
          std::string::npos);
    CHECK(post.files().size() == 1);
    std::string cookie;
    {
        const auto world = post.world();
        cookie = world->sign_in(first).cookie();
        REQUIRE(world->submit(cookie, R"({"action":"decline"})", "key-0001").status == 201);
    }
    const auto chosen = post.ledger();
    post.options.again = true;
    CHECK(post.make(std::string(kHeading) + kAnna) == "");
    CHECK(post.files().size() == 2);
    CHECK(post.ledger() == chosen);
    CHECK(chosen == before + 1);
    const std::string second =
        code_in(post.html(0)) == first ? code_in(post.html(1)) : code_in(post.html(0));
    REQUIRE(second != first);

    const auto world = post.world();
    CHECK(world->sign_in(first).problem() == "code_wrong");
    CHECK(world->get("/api/strangnas/case", cookie).status == 401);
    const auto again = world->sign_in(second);
    REQUIRE(again.status == 200);
    CHECK(again.json()["pending"]["action"] == "decline");
    // What had been chosen is the new letter's errand too: it ends when that takes effect.
    world->set_today(plus_days(test_day(), 14));
    CHECK(world->sign_in(second).status == 200);
    world->set_today(plus_days(test_day(), 15));
    CHECK(world->sign_in(second).problem() == "code_used");

    const std::pair<std::string, std::string> changed[] = {
        {";20;", ";40;"}, {";strangnas;", ";mariefred;"}, {"personal_care household", "personal_care"},
        {";2026-11-20;", ";2026-11-19;"}, {";;no", ";solglantan;no"}};
    for (const auto& change : changed) {
        CAPTURE(change.second);
        std::string moved = kAnna;
        moved.replace(moved.find(change.first), change.first.size(), change.second);
        CHECK(post.make(std::string(kHeading) + moved).find("with another area, services, hours") !=
              std::string::npos);
    }
}

TEST_CASE("the QR code opens the same case as the letter's digits, and both end with the errand")
{
    TemporaryFolder folder;
    World world(folder.path());
    const CodeMaker codes(*secret_key(folder.path(), false), HashCost{8, 1});
    const auto typed = codes.issue();
    const auto link = codes.issue_link();
    CHECK(canonical_link_code(link.code) == link.code);
    CHECK(link.stored.hash.rfind("$argon2id$", 0) == 0);
    CHECK(codes.issue_link().code != link.code);
    const NewLetter letter = letter_with(codes, typed, link);
    REQUIRE(world.store().tx_now<bool>([&](Queries& queries) {
        return open_cases(queries, town(kTown), {letter}, world.service().seal());
    }));
    // The same file, looked through before the first letters counted: the first codes stay.
    const auto again = world.store().tx_now<bool>([&](Queries& queries) {
        return open_cases(queries, town(kTown), {letter}, world.service().seal());
    });
    REQUIRE(!again);
    CHECK(again.error() == Problem::KeyReused);
    const auto by_link = world.sign_in(link.code);
    REQUIRE(by_link.status == 200);
    REQUIRE(world.submit(by_link.cookie(), R"({"action":"choose","provider":"p2"})", "key-0001").status == 201);
    const auto by_digits = world.sign_in(typed.code);
    REQUIRE(by_digits.status == 200);
    CHECK(by_digits.json()["pending"]["provider"] == "p2");
    world.set_today(plus_days(test_day(), 15));
    CHECK(world.sign_in(link.code).problem() == "code_used");
    CHECK(world.sign_in(typed.code).problem() == "code_used");
}

TEST_CASE("one letter's QR code sent again and again stands in its own line, and nobody else's")
{
    TemporaryFolder folder;
    World world(folder.path());
    const CodeMaker slow(*secret_key(folder.path(), false), HashCost{});
    const auto typed = slow.issue();
    const auto link = slow.issue_link();
    const NewLetter letter = letter_with(slow, typed, link);
    REQUIRE(world.store().tx_now<bool>([&](Queries& queries) {
        return open_cases(queries, town(kTown), {letter}, world.service().seal());
    }));
    const std::string other = world.code(Situation::NoProvider);
    std::vector<int> answers(120);
    std::vector<std::thread> threads;
    for (int& status : answers)
        threads.emplace_back([&] { status = world.sign_in(link.code).status; });
    CHECK(world.sign_in(other).status == 200);
    for (std::thread& thread : threads)
        thread.join();
    const auto times = [&](int status) { return std::count(answers.begin(), answers.end(), status); };
    CHECK(times(200) > 0);
    CHECK(times(429) > 0);
    CHECK(times(200) + times(429) == 120);
}

TEST_CASE("real letters are not made from sample data, nor with links that can be read on the way")
{
    Post post;
    for (const char* base : {"http://hemval.example.se/", "https://", "https:///x", "hemval.example.se",
                             "http://127.0.0.1.example.se/", "http://127.0.0.1:8080@example.se/",
                             "https://x.se/?a=", "https://x.se/#/"}) {
        post.options.base_url = base;
        CHECK(post.make(std::string(kHeading) + kAnna).find("--base-url") != std::string::npos);
    }
    CHECK(checked_base_url("https://x.se") == "https://x.se/");
    CHECK(checked_base_url("http://127.0.0.1:8080/") == "http://127.0.0.1:8080/");
    post.options.base_url = kBase;
    fs::create_directories(post.options.data);
    secret_key(post.options.data, false);
    REQUIRE(post.open_store()->tx_now<bool>([](Queries& queries) -> Result<bool, Problem> {
        set_meta(queries, "sample_data", "yes");
        return true;
    }));
    CHECK(post.make(std::string(kHeading) + kAnna).find("holds sample data") != std::string::npos);
    CHECK(post.files().empty());
}

TEST_CASE("a table is read as spreadsheets write it")
{
    const auto rows = read_csv("\xEF\xBB\xBF" "a;b;c\r\n\"x;\"\"y\"\"\"; two ;\r\n;;\r\n\"l\nm\";å;3");
    REQUIRE(rows);
    REQUIRE(rows->size() == 3);
    CHECK((*rows)[1].cells == std::vector<std::string>{"x;\"y\"", "two", ""});
    CHECK((*rows)[2].number == 4);
    CHECK((*rows)[2].cells == std::vector<std::string>{"l\nm", "å", "3"});
    CHECK((*read_csv("a,b\n1,2;3"))[1].cells == std::vector<std::string>{"1", "2;3"});
    for (const char* bad : {"\xFF", "a\xC3", "\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE0\x80\x80"})
        CHECK(!read_csv(bad));
    CHECK(read_csv("\xF0\x9F\x98\x80 \xEF\xBF\xBF"));
}

TEST_CASE("every letter text is there in every language")
{
    const auto words = Words::load(assets() + "/locales");
    REQUIRE(words);
    CHECK(words->size() == 5);
    for (const Situation situation : kAllSituations) {
        for (const auto& of_a_language : *words) {
            const auto& tag = of_a_language.first;
            const Municipality pack = load_packs(assets() + "/municipalities")->at(kTown);
            Letter letter{{}, situation, test_day(), "1234-5678-9012-3452", link_code(1, 2)};
            letter.choose_by = test_day();
            letter.to.language = tag;
            letter.to.person.current = pack.providers[0].id;
            const std::string html =
                letters_html({letter}, {pack, "https://x.se/", test_day(), test_day()}, *words);
            CAPTURE(tag);
            CHECK(html.find_first_of("[{", html.find("</style>")) == std::string::npos);
            CHECK(count(html, "class=\"side\"") == (tag.rfind("sv", 0) == 0 ? 1 : 2));
        }
    }
}

void leave(const Post& post, TransitionPhase phase)
{
    const auto store = post.open_store();
    const auto packs = *load_packs(post.options.municipalities);
    const Signer signer = *signing_key(post.options.data, true);
    const auto taken = store->tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        TransitionStep step;
        step.id = TransitionId("leave-2027");
        step.to = phase;
        if (phase == TransitionPhase::Proposed || phase == TransitionPhase::Decided)
            step.provider = ProviderId("solglantan");
        if (phase == TransitionPhase::Decided) {
            step.to = TransitionPhase::Proposed;  // by another, if nobody has yet
            step.actor = "somebody-else";
            (void)take_step(queries, packs.at(kTown), step, {signer, *post.options.today});
            step.to = phase;
            step.actor = "";
            step.terms = LeavingTerms{LeavingCause::Closes, plus_days(test_day(), 60),
                                      plus_days(test_day(), 30)};
        }
        const auto next = take_step(queries, packs.at(kTown), step, {signer, *post.options.today});
        return next ? Result<bool, Problem>(true) : Result<bool, Problem>(fail(next.error()));
    });
    REQUIRE(taken);
}

TEST_CASE("a letter that asks for a choice says by what it is decided, in its order and by the pack's rule")
{
    const auto words = Words::load(assets() + "/locales");
    REQUIRE(words);
    const auto packs = *load_packs(assets() + "/municipalities");
    for (const char* id : {"strangnas", "botkyrka"}) {
        const Municipality& pack = packs.at(MunicipalityId(id));
        for (const Situation situation : kAllSituations) {
            Letter letter{{}, situation, test_day(), "1234-5678-9012-3452", link_code(1, 2)};
            letter.to.language = "sv";
            letter.to.person.current = pack.providers[0].id;
            const std::string html = letters_html({letter}, {pack, kBase, test_day(), test_day()}, *words);
            const auto choice = html.find("Du får själv välja") == std::string::npos
                                    ? html.find("Du får välja en ny utförare.")
                                    : html.find("Du får själv välja");
            const auto queue = html.find("kan du stå i kö");
            const auto former = html.find("får du tillbaka din förra utförare");
            const auto turn = html.find(pack.rotation.keeps_former_provider
                                            ? "Annars avgör turordningen."
                                            : "Vill du inte välja, så avgör turordningen vem du får.");
            if (situation == Situation::HasProvider) {
                CHECK(choice == std::string::npos);
                continue;
            }
            CHECK(choice < queue);
            CHECK(queue < turn);
            CHECK(turn != std::string::npos);
            CHECK((former != std::string::npos) == pack.rotation.keeps_former_provider);
            if (former != std::string::npos) {
                CHECK((queue < former && former < turn));
            }
        }
    }
}

TEST_CASE("letters because a provider leaves go to those affected, a stage at a time, and say the decision stands")
{
    Post post;
    std::string csv = kHeading;
    for (int i = 0; i < 4; ++i)
        csv += "L-" + std::to_string(i) + ";Prov " + std::to_string(i) +
               ";Provgatan 2;645 30;Strängnäs;sv;mariefred;household;8;2025-01-10;" +
               (i < 3 ? "solglantan" : "tusenskonan") + ";no\n";
    post.make(csv);
    REQUIRE(post.code == 0);
    post.options.transition = "leave-2027";
    CHECK(post.make(csv).find("There is no transition leave-2027") != std::string::npos);
    leave(post, TransitionPhase::Decided);
    // A code is good for 21 days: it would end before the day it asks them to choose by.
    const std::string early = post.make(csv.substr(0, csv.find("L-3")));
    CHECK(early.find("choose by 2026-12-23, and a code made today ends on 2026-12-14: make the letter on "
                     "2026-12-02 or later, in stages") != std::string::npos);
    CHECK(post.code == 1);
    CHECK(post.files().size() == 1);
    post.options.today = plus_days(test_day(), 9);
    const std::string all = post.make(csv);
    CHECK(all.find("Row 5: the reference \"L-3\" is not affected by leave-2027.") != std::string::npos);
    CHECK(all.find("Row 4") == std::string::npos);
    CHECK(post.code == 1);

    post.options.stage_size = 2;
    const std::string staged = post.make(csv.substr(0, csv.find("L-3")));
    int others = 0;
    std::string first = kHeading;
    for (int i = 0; i < 3; ++i) {
        const bool other = staged.find("Row " + std::to_string(i + 2) + ": the reference \"L-" +
                                       std::to_string(i) + "\" belongs to stage 2.") != std::string::npos;
        others += other ? 1 : 0;
        const std::size_t at = csv.find("L-" + std::to_string(i));
        if (!other)
            first += csv.substr(at, csv.find('\n', at) + 1 - at);
    }
    CHECK(others == 1);
    CHECK(post.make(first).empty());
    CHECK(post.code == 0);
    const std::string html = post.html(1);
    CHECK(html.find("Ditt beslut om hemtjänst påverkas inte.") != std::string::npos);
    CHECK(html.find("Välj senast") != std::string::npos);
    CHECK(html.find("23 december 2026") != std::string::npos);
    // Those of the stage have been told, and nobody else.
    const auto told = post.open_store()->ask<std::int64_t>([](Queries& queries) -> Result<std::int64_t, Problem> {
        return number_of(queries.query("SELECT count(*) FROM told WHERE transition = 'leave-2027'")[0][0]);
    });
    CHECK(*told == 2);
}

TEST_CASE("a first choice's deadline stands in the letter and in the case, and one that cannot be is told")
{
    Post post;
    std::string heading = kHeading;
    heading.insert(heading.size() - 1, ";choose_by");
    const auto with = [&](const char* row, const std::string& day) {
        std::string text = row;
        text.insert(text.size() - 1, ";" + day);
        return heading + text;
    };
    CHECK(post.make(with(kAnna, "2026-11-22")).find("has passed") != std::string::npos);
    CHECK(post.make(with(kAnna, "soon")).find("is not a day") != std::string::npos);
    const std::string late = post.make(with(kAnna, "2026-12-15"));
    CHECK(late.find("Row 2: the reference \"REF-77001\" asks people to choose by 2026-12-15, and a code made "
                    "today ends on 2026-12-14: make the letter on 2026-11-24 or later") != std::string::npos);
    CHECK(post.files().empty());
    CHECK(post.make(with(kMohsen, "2026-12-14")).find("both a provider and a choose_by") !=
          std::string::npos);
    CHECK(post.make(with(kAnna, "2026-12-14")).empty());
    CHECK(post.html().find("14 december 2026") != std::string::npos);
    const auto ledger = post.open_store()->ask<std::vector<Event>>(
        [](Queries& queries) { return load_ledger(queries, kTown); });
    CHECK(std::get<CaseOpened>(ledger->back().body).person.choose_by ==
          plus_days(test_day(), 21));
}

TEST_CASE("what is proposed, paused or annulled is told without a code or a day, and earlier codes go on")
{
    Post post;
    const std::string csv = std::string(kHeading) + kMohsen;
    REQUIRE(post.make(csv).empty());
    const std::string code = code_in(post.html());
    post.options.transition = "leave-2027";
    std::size_t made = 1;
    const auto told = [&](const std::string& words, const std::string& in_arabic) {
        const std::string said = post.make(csv);
        CHECK_MESSAGE(said.empty(), said);
        REQUIRE(post.files().size() == ++made);
        std::string html;
        for (std::size_t i = 0; i < made; ++i) {
            if (post.html(i).find(words) != std::string::npos)
                html = post.html(i);
        }
        CHECK(html.find(in_arabic) != std::string::npos);
        CHECK(html.find("påverkas inte") != std::string::npos);
        CHECK(html.find("class=\"code\"") == std::string::npos);
        CHECK(html.find("<svg") == std::string::npos);
        CHECK(html.find("Välj senast") == std::string::npos);
        CHECK(html.find("0152-291 00") != std::string::npos);
    };
    leave(post, TransitionPhase::Proposed);
    told("Det finns ett förslag om att", "هناك اقتراح");
    post.options.today = plus_days(test_day(), 12);
    leave(post, TransitionPhase::Decided);
    leave(post, TransitionPhase::Running);
    leave(post, TransitionPhase::Paused);
    told("är pausat", "متوقف مؤقتاً");
    leave(post, TransitionPhase::Annulled);
    told("gäller inte längre", "لم يعد سارياً");
    CHECK(post.world()->sign_in(code).json()["situation"] == "has_provider");
}

TEST_CASE("a proposal that is dropped is told without a word of choices that nobody has made because of it")
{
    Post post;
    const std::string csv = std::string(kHeading) + kMohsen;
    REQUIRE(post.make(csv).empty());
    post.options.transition = "leave-2027";
    leave(post, TransitionPhase::Proposed);
    leave(post, TransitionPhase::Annulled);
    CHECK(post.make(csv).empty());
    const std::string html = post.html(0) + post.html(1);
    CHECK(html.find("Det gäller inte längre att") != std::string::npos);
    CHECK(html.find("Har du valt en ny utförare") == std::string::npos);
}

TEST_CASE("who has moved before a decision was annulled is told until when their place is kept")
{
    Post post;
    std::string csv = std::string(kHeading) + kMohsen;
    csv.replace(csv.find(";ar;"), 4, ";sv;");
    REQUIRE(post.make(csv).empty());
    leave(post, TransitionPhase::Decided);
    post.options.transition = "leave-2027";
    post.options.today = plus_days(test_day(), 9);
    REQUIRE(post.make(csv).empty());
    {
        const auto world = post.world();
        world->set_today(*post.options.today);
        const Got in = world->sign_in(code_in(post.html(1)));
        REQUIRE(in.json()["situation"] == "provider_leaving");
        REQUIRE(world->submit(in.cookie(), R"({"action":"choose","provider":"tusenskonan"})", "key-0001").status ==
                201);
    }
    leave(post, TransitionPhase::Running);
    post.options.today = plus_days(test_day(), 40);
    {
        const auto world = post.world();
        world->set_today(*post.options.today);
        CHECK(world->service().run_due());
    }
    leave(post, TransitionPhase::Annulled);
    csv.replace(csv.find("solglantan"), 10, "tusenskonan");
    const std::string said = post.make(csv);
    CHECK_MESSAGE(said.empty(), said);
    std::string html;
    for (std::size_t i = 0; i < post.files().size(); ++i)
        html += post.html(i);
    CHECK(html.find("Det gäller inte längre att") != std::string::npos);
    CHECK(html.find("Platsen är din till och med <bdi>1 februari 2027</bdi>.") != std::string::npos);
}

TEST_CASE("of a transition that is completed nobody is told any more")
{
    Post post;
    REQUIRE(post.make(std::string(kHeading) + kAnna).empty());
    leave(post, TransitionPhase::Decided);
    leave(post, TransitionPhase::Running);
    post.options.today = plus_days(test_day(), 61);
    leave(post, TransitionPhase::Completed);
    post.options.transition = "leave-2027";
    CHECK(post.make(std::string(kHeading) + kAnna).find("leave-2027 is completed: there is nobody to write to.") !=
          std::string::npos);
    CHECK(post.code == 1);
    CHECK(post.files().size() == 1);
}

TEST_CASE("who has no case yet but has the provider that leaves gets one, and the transition's letter, at once")
{
    Post post;
    REQUIRE(post.make(std::string(kHeading) + kAnna).empty());
    leave(post, TransitionPhase::Decided);
    post.options.transition = "leave-2027";
    post.options.today = plus_days(test_day(), 9);
    post.options.stage_size = 1;
    post.options.stage = 2;
    std::string others = kMohsen;
    others.replace(others.find("solglantan"), 10, "tusenskonan");
    CHECK(post.make(std::string(kHeading) + others).find("is not affected by leave-2027") != std::string::npos);
    CHECK(post.make(std::string(kHeading) + kMohsen).empty());
    CHECK(post.code == 0);
    CHECK(post.ledger() == 5);
    const std::string html = post.html(1);
    CHECK(html.find("23 december 2026") != std::string::npos);
    const auto world = post.world();
    const Got in = world->sign_in(code_in(html));
    CHECK(in.json()["situation"] == "provider_leaving");
    // Now they are among the affected, and have a stage of their own.
    post.options.stage = 7;
    CHECK(post.make(std::string(kHeading) + kMohsen).find("belongs to stage 1") != std::string::npos);
}
