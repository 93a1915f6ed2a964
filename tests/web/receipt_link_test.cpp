// The receipt as an address: its QR code, read by a camera or kept, is checked without the service.
#include "home.h"
#include "web/app/receipt_link.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kSigned = "Kvittot är helt och underskrivet.";
constexpr const char* kHolds = "Kvittot stämmer med det som är sparat.";
constexpr const char* kWrong = "Kvittot stämmer inte med det som är sparat.";
constexpr const char* kOtherKey = "Kvittot är underskrivet med en annan nyckel";

// What the QR code on the receipt says.
std::string code_of(Home& home)
{
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    const ui::Node* code = home.app.tree().find("receipt/qr");
    REQUIRE(code);
    return code->value;
}

// Another device, or another day: nothing is kept, and nobody answers.
void scan(Home& home, const std::string& link)
{
    home.offline = true;
    home.app.platform().storage.clear();
    home.app.platform().history = {link};
    home.app.reload();
}

void publish(Home& home, const std::string& key)
{
    auto& platform = home.app.platform();
    auto bundle = nlohmann::json::parse(platform.read_asset("municipalities/strangnas.json"));
    auto pack = nlohmann::json::parse(bundle["municipality.json"].get<std::string>());
    pack["signing_key"] = key;
    bundle["municipality.json"] = pack.dump();
    platform.other_assets["municipalities/strangnas.json"] = bundle.dump();
    home.app.reload();
}

SavedProof largest(std::size_t hashes)
{
    const std::string name(40, 'x');
    ProviderDecided decided;
    const Day day{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
    decided.receipt = {receipt_number(~0ULL), 524'288, Action::Decline, day,
                       ProviderId(name), ProviderId(name), {day, day}, {}};
    const Event event{524'288, decided.receipt.received, decided};
    const MunicipalityId town("upplands-vasby-och-upplands-bro");
    merkle::Hash hash{};
    hash.fill(0xA5);
    const std::string record = leaf_record(town, event, hash);
    return {{record, std::string(32, 'a'), std::vector<merkle::Hash>(hashes, hash),
             {signed_text({town, 1'000'000, hash, decided.receipt.received}), std::string(128, 'b')}},
            std::string(64, 'c')};
}

}  // namespace

TEST_CASE("an address says the proof and reads as nothing else, however it is cut or altered")
{
    for (const std::size_t hashes : {0U, 1U, 2U, 3U, 20U}) {
        const SavedProof saved = largest(hashes);
        const std::string link = receipt_link(saved);
        for (const std::string& address : {link, "https://hemval.example.se/strangnas/" + link + " "}) {
            const auto read = read_receipt_link(address);
            REQUIRE(read);
            CHECK(read->proof == saved.proof);
            CHECK(read->key == saved.key);
        }
        CHECK(is_receipt_link(link));
        for (std::size_t i = 0; i < link.size(); ++i) {
            const auto cut = read_receipt_link(link.substr(0, i));
            if (cut) CHECK_FALSE(cut->key == saved.key);
            std::string altered = link;
            altered[i] = altered[i] == 'B' ? 'C' : 'B';
            const auto other = read_receipt_link(altered);
            if (other) CHECK_FALSE((other->proof == saved.proof && other->key == saved.key));
        }
    }
    for (const char* none : {"", "#/kvitto", "#/kvitto/", "#/kvitto/.....", "#/kvitto/å", "K7F2-9QXM-4T"})
        CHECK_FALSE(read_receipt_link(none));
}

TEST_CASE("the address of a receipt in a ledger of a million entries fits one QR code")
{
    const std::string base = "https://" + std::string(60, 'h') + ".se/upplands-vasby-och-upplands-bro/";
    const std::string link = base + receipt_link(largest(20));
    CHECK(link.size() < kLargestProofText);
    MESSAGE("at most " << link.size() << " bytes");
}

TEST_CASE("a scanned receipt is checked though nobody answers, and is out of the address")
{
    Home home;
    const std::string code = code_of(home);
    scan(home, code);
    CHECK(home.app.h1() == "Kontrollera kvittot");
    CHECK(home.app.has_text(kSigned));
    CHECK(home.app.has_text("Solgläntan"));
    CHECK(home.app.has_text(home.service.key.c_str()));
    const auto& history = home.app.platform().history;
    CHECK(history == std::vector<std::string>{"#/kontrollera"});
    for (const auto& [key, value] : home.app.platform().storage)
        CHECK(value.find(code.substr(9, 40)) == std::string::npos);
}

TEST_CASE("a receipt's address is followed while the page is open, and pasted where the number is asked for")
{
    Home home;
    const std::string code = code_of(home);
    home.go(code);
    CHECK(home.app.h1() == "Kontrollera kvittot");
    CHECK(home.app.has_text(kSigned));
    home.go("#/hjalp");
    CHECK_FALSE(home.app.has_text(kSigned));
    home.offline = true;
    home.app.get(Role::TextField, "Kvittonummer").type("https://hemval.example.se/strangnas/" + code);
    home.app.get(Role::Button, "Kontrollera kvittot").press();
    CHECK(home.app.has_text(kSigned));
}

TEST_CASE("a scanned receipt that says something else, or is of another municipality, is wrong")
{
    Home home;
    const auto saved = read_receipt_link(code_of(home));
    REQUIRE(saved);
    const auto alter = [](char& digit) { digit = digit == '1' ? '2' : '1'; };
    const std::function<void(SavedProof&)> edits[] = {
        [](SavedProof& one) { one.proof.record.replace(one.proof.record.find("solglantan"), 10, "fyren_vard"); },
        [&](SavedProof& one) { alter(one.proof.salt[3]); },
        [](SavedProof& one) { one.proof.proof[0][5] ^= 1; },
        [&](SavedProof& one) { alter(one.proof.checkpoint.signature[7]); },
        [&](SavedProof& one) { alter(one.key[0]); },
    };
    for (const auto& edit : edits) {
        SavedProof altered = *saved;
        edit(altered);
        Home other;
        scan(other, receipt_link(altered));
        CHECK(other.app.has_text(kWrong));
        CHECK_FALSE(other.app.has_text(kSigned));
        CHECK_FALSE(other.app.has_text("Solgläntan"));
    }
    Home elsewhere("huddinge");
    scan(elsewhere, receipt_link(*saved));
    CHECK(elsewhere.app.has_text(kWrong));
}

TEST_CASE("what is no whole receipt says so beside the field")
{
    Home home;
    const std::string code = code_of(home);
    scan(home, code.substr(0, code.size() / 2));
    CHECK(home.app.has_text("Numret ska ha tio tecken."));
    CHECK_FALSE(home.app.has_text(kSigned));
}

TEST_CASE("a device that cannot check a signature does not call a scanned receipt good")
{
    Home home;
    const std::string code = code_of(home);
    home.app.platform().no_cryptography = true;
    scan(home, code);
    CHECK(home.app.has_text("Den här webbläsaren kan inte kontrollera underskriften."));
    CHECK_FALSE(home.app.has_text(kSigned));
}

TEST_CASE("a receipt under another key than the published one says so, on every way to check it")
{
    for (const bool same : {true, false}) {
        CAPTURE(same);
        Home home;
        publish(home, same ? home.service.key : std::string(64, 'b'));
        const std::string code = code_of(home);
        const std::string number = home.app.tree().find("receipt/number/value")->name;
        home.app.get(Role::Button, "Kontrollera kvittot").press();
        CHECK(home.app.has_text(kHolds) == same);
        CHECK(home.app.has_text(kOtherKey) != same);
        home.go("#/hjalp");
        home.app.get(Role::TextField, "Kvittonummer").type(number);
        home.app.get(Role::Button, "Kontrollera kvittot").press();
        CHECK(home.app.has_text("är äkta") == same);
        CHECK(home.app.has_text(kOtherKey) != same);
        scan(home, code);
        CHECK(home.app.has_text(kHolds) == same);
        CHECK(home.app.has_text(kOtherKey) != same);
    }
}

TEST_CASE("whoever signs in anew has the receipt's code too")
{
    Home home;
    code_of(home);
    home.app.platform().storage.clear();
    home.app.reload();
    home.go("#/kvitto");
    CHECK(home.app.tree().find("receipt/qr"));
}
