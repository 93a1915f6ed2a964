#include "server/letters/command.h"

#include "core/rotation_list.h"
#include "server/commands.h"
#include "server/files.h"
#include "server/keeping.h"
#include "server/keys.h"
#include "server/letters/case_opening.h"
#include "server/letters/draft.h"
#include "server/letters/letter.h"
#include "server/letters/stages.h"
#include "server/packs.h"
#include "server/references.h"
#include "server/service.h"
#include "server/store/database.h"
#include "server/told.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <future>
#include <filesystem>
#include <set>

namespace hemval::server {
namespace {

constexpr mode_t kOwnerOnly = 0077;
constexpr std::size_t kCaseIdBytes = 16;
using Faults = std::vector<std::string>;

int complain(const Faults& faults)
{
    for (const std::string& fault : faults)
        std::fprintf(stderr, "%s\n", fault.c_str());
    return 1;
}

bool same_need(const ClientCase& a, const ClientCase& b)
{
    const std::set<ServiceId> services_a(a.services.begin(), a.services.end());
    const std::set<ServiceId> services_b(b.services.begin(), b.services.end());
    return a.area == b.area && services_a == services_b && a.hours_per_month == b.hours_per_month &&
           a.decision_day == b.decision_day && a.current == b.current;
}

// What the rows come to beside what is known: whose case it is, its situation, and what is wrong.
Result<Faults, Problem> look_up(Queries& queries, const Municipality& town, const CodeMaker& codes,
                                const LettersOptions& options, Day today,
                                std::vector<Letter>& letters)
{
    Faults faults;
    const MunicipalityState state = load_state(queries, town.id);
    std::optional<Stages> stages;
    if (!options.transition.empty()) {
        auto found = Stages::of(state, load_cases(queries, town.id), options, today);
        if (!found)
            return Faults{found.error()};
        stages = std::move(*found);
    }
    for (Letter& letter : letters) {
        Addressee& to = letter.to;
        const std::string row = "Row " + std::to_string(to.row) + ": ";
        const std::string name = "the reference \"" + to.reference + "\"";
        const auto known =
            find_reference(queries, town.id, codes.pseudonym(town.id.value, to.reference));
        const auto stage = stages ? stages->stage_of(to, known) : std::nullopt;
        if (stages) {
            if (!stage)
                faults.push_back(row + name + " is not affected by " + options.transition + ".");
            else if (*stage != options.stage)
                faults.push_back(row + name + " belongs to stage " + std::to_string(*stage) + ".");
            letter.choose_by = stages->choose_by();
            letter.told = stages->told_to(std::nullopt);
        }
        if (to.person.choose_by) {
            letter.choose_by = to.person.choose_by;
            if (const std::string why = ends_too_early(*letter.choose_by, today);
                !why.empty() && !to.is_protected())
                faults.push_back(row + name + why);
        }
        if (known) {
            const ClientCase stored = as_of(load_case(queries, *known), today);
            if (stages)
                letter.told = stages->told_to(stored);
            const bool marks = to.is_protected();  // and no letter is made
            if (!marks && stored.is_protected)
                faults.push_back(row + name + " is a protected person's here: no letter is made. When "
                                              "that is over, run hemval protect --lift first.");
            else if (!marks && !options.again && !stages)
                faults.push_back(row + name + " has a case already; with --again it gets a new "
                                              "letter, and its earlier codes stop.");
            else if (!marks && !same_need(stored, to.person))
                faults.push_back(row + name + " has a case with another area, services, hours, day "
                                              "or provider; a letter changes nothing in a case.");
        }
        letter.known = known.has_value();
        to.person.id = known.value_or(CaseId(hex(random_bytes(kCaseIdBytes))));
        letter.situation = situation(to.person, state.providers);
        if (to.person.current) {
            const ListedProvider* own = find_listed(state.providers, *to.person.current);
            letter.closing = own ? own->closing : std::nullopt;
        }
    }
    return faults;
}

std::vector<NewLetter> with_codes(std::vector<Letter>& letters, const CodeMaker& codes, const MunicipalityId& id)
{
    std::vector<NewLetter> kept;
    for (Letter& letter : letters) {
        const std::string pseudonym = codes.pseudonym(id.value, letter.to.reference);
        if (letter.to.is_protected()) {
            kept.push_back({letter.to.person, pseudonym, "", "", {}, {}, letter.known});
            continue;
        }
        const std::string& number = letter.to.identity_number;
        const std::string sealed = codes.seal_reference(id.value, letter.to.reference);
        const std::string person = number.empty() ? "" : codes.person_pseudonym(id.value, number);
        if (letter.told) {
            kept.push_back({letter.to.person, pseudonym, sealed, person, {}, {}, letter.known, true});
            continue;
        }
        const CodeMaker::Fresh typed = codes.issue(), link = codes.issue_link();
        letter.code = typed.code;
        letter.link_code = link.code;
        kept.push_back({letter.to.person, pseudonym, sealed, person, typed.stored, link.stored, letter.known});
    }
    return kept;
}

struct NotOpened {
    std::string why;
    bool known = true;  // false: the database went away before it said whether it had kept them
};

// In one transaction; the error is a sentence.
Result<bool, NotOpened> open_all(Store& store, const Municipality& town, const Seal& seal,
                                 const std::vector<NewLetter>& kept, const std::string& transition)
{
    std::string why;
    Result<bool, Problem> opened = true;
    const auto open = [&](Queries& queries) -> Result<bool, Problem> {
        if (const auto marked = mark_protected(queries, town.id, kept, seal); !marked) {
            why = marked.error();
            return fail(Problem::ServiceFailed);
        }
        if (const auto all = open_cases(queries, town, kept, seal); !all)
            return all;
        for (const NewLetter& letter : kept) {
            // Who was only told that it is proposed, paused or annulled has not been asked to choose.
            if (!transition.empty() && !letter.is_protected() && !letter.only_tells)
                mark_told(queries, town.id, TransitionId(transition), letter.person.id, seal.today);
        }
        return true;
    };
    std::promise<Outcome> outcome;
    store.write(
        town.id,
        [&](Queries& queries) {
            opened = open(queries);
            return opened ? Verdict::Keep : Verdict::Undo;
        },
        [&](Outcome one) { outcome.set_value(one); });
    const Outcome ended = outcome.get_future().get();
    if (ended == Outcome::Kept)
        return true;
    if (ended == Outcome::Unknown)
        return fail(NotOpened{"It is not known whether the cases were opened: the database has not answered.", false});
    if (ended == Outcome::Busy)
        opened = fail(Problem::Busy);
    else if (opened)
        opened = fail(Problem::ServiceFailed);
    if (opened.error() == Problem::KeyReused)
        why = "Somebody else has made letters to the same people meanwhile, and those count: no case was "
              "opened and no letter made.";
    return fail(NotOpened{why.empty() ? not_kept(opened.error()) : why});
}

// The only copy of the codes: they may count already.
std::string what_to_do_with(const std::string& file, bool again)
{
    if (again)
        return " Run the same once more and print those letters: their codes end the earlier ones. Then delete " +
               file + ".";
    return " The letters are in " + file + ". Run the same once more: if it says that these people have a case "
           "already, print them. If it makes new letters, print those and delete " + file + ".";
}

// Of protected people nothing is told but how many they are.
void tell_protected(std::size_t count)
{
    if (count > 0)
        std::printf("Protected people: %zu. Their cases have no area, and no letter was made: reach "
                    "them in the way the Tax Agency forwards post, and take their choice by phone.\n",
                    count);
}

// After somebody has been marked as protected.
int end_erasure_in(const Database& kept)
{
    const auto database = connect(kept, Connection::Mode::Write);
    if (!database)
        return complain({database.error()});
    try {
        return end_erasure(**database);
    } catch (const QueryFailed& failed) {
        return complain({std::string("The database's log could not be emptied: ") + failed.what()});
    }
}

// On disk before any code counts, under its name only when all do.
int write_and_keep(Store& store, const Municipality& town, const LettersOptions& options,
                   const Seal& seal, const std::vector<NewLetter>& kept,
                   const std::vector<Letter>& letters, const std::string& html)
{
    const std::size_t hidden = kept.size() - letters.size();
    if (letters.empty()) {
        if (const auto opened = open_all(store, town, seal, kept, options.transition); !opened)
            return complain({opened.error().why + (opened.error().known ? "" : " Run the same once more.")});
        tell_protected(hidden);
        return 0;
    }
    auto draft = Draft::write(options.out, "letters-" + town.id.value + "-" + to_iso(seal.today), html);
    if (!draft)
        return complain({draft.error()});
    if (const auto opened = open_all(store, town, seal, kept, options.transition); !opened)
        return complain({opened.error().known ? opened.error().why
                                              : opened.error().why + what_to_do_with(draft->leave(), options.again)});
    const auto path = draft->keep();
    if (!path)
        return complain({path.error()});
    std::printf("%s\nLetters made: %zu. The file holds %s: print it, then delete it.\n", path->c_str(),
                letters.size(), letters.front().told ? "names, and no codes" : "names and codes");
    tell_protected(hidden);
    return 0;
}

int make(const LettersOptions& options, const Municipality& town, Service& service, Store& store,
         const CodeMaker& codes, const std::map<std::string, Words>& words, Day today)
{
    const auto csv = read_text(options.cases);
    if (!csv)
        return complain({"The file " + options.cases + " could not be read."});
    std::set<std::string> languages;
    for (const auto& [tag, texts] : words)
        languages.insert(tag);
    const auto batch = read_batch(*csv, town, languages, today);
    if (!batch)
        return complain(batch.error());
    if (const auto adopted = service.adopt_policies(); !adopted)
        return complain({not_kept(adopted.error())});

    std::vector<Letter> letters;
    for (const Addressee& to : *batch)
        letters.push_back({to, Situation::NoProvider, std::nullopt, "", "", false, std::nullopt});
    const auto faults = store.ask<Faults>([&](Queries& queries) {
        return look_up(queries, town, codes, options, today, letters);
    });
    if (!faults)
        return complain({not_kept(faults.error())});
    if (!faults->empty())
        return complain(*faults);
    const auto kept = with_codes(letters, codes, town.id);
    const Sender sender{town, options.base_url, today, plus_days(today, kCodeValidDays)};
    const auto hidden = [](const Letter& letter) { return letter.to.is_protected(); };
    letters.erase(std::remove_if(letters.begin(), letters.end(), hidden), letters.end());
    const int made = write_and_keep(store, town, options, service.seal(), kept, letters,
                                    letters_html(letters, sender, words));
    const bool marked = std::any_of(kept.begin(), kept.end(), [](const NewLetter& one) {
        return one.known && one.is_protected();
    });
    return marked ? std::max(made, end_erasure_in({options.data, options.database})) : made;
}

}  // namespace

int make_letters(const LettersOptions& given)
{
    ::umask(kOwnerOnly);
    LettersOptions options = given;
    const auto base = checked_base_url(options.base_url);
    if (!base)
        return complain({base.error()});
    options.base_url = *base;
    const auto packs = load_packs(options.municipalities);
    if (!packs)
        return complain(packs.error());
    const auto town = packs->find(MunicipalityId(options.municipality));
    if (town == packs->end())
        return complain({"There is no municipality " + options.municipality + " in " +
                         options.municipalities + "."});
    const auto words = Words::load(locales_folder(options.locales, options.municipalities));
    if (!words)
        return complain({words.error()});
    for (const std::string& folder : {options.data, options.out}) {
        if (const auto writable = writable_folder(folder); !writable)
            return complain({writable.error()});
    }
    auto store = open_store({options.data, options.database});
    if (!store)
        return complain({store.error()});
    const auto sample = holds_sample_data(**store);
    if (!sample || *sample)
        return complain({"The data folder " + options.data + " holds sample data: a letter to a real "
                         "person is never made from it. Choose another folder."});
    auto keys = settle_keys(**store, options.data);
    if (!keys)
        return complain({keys.error()});
    if (const auto other = other_key_published(town->second, keys->signer, options.data))
        return complain({*other});
    const Clock clock = options.today ? clock_standing_on(*options.today) : system_clock();
    const CodeMaker codes(keys->secret, HashCost{});
    Service service(*packs, **store, codes, std::move(keys->signer), clock);
    return make(options, town->second, service, **store, codes, *words, clock.today());
}

}  // namespace hemval::server
