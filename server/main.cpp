#include "core/sample.h"
#include "server/backup.h"
#include "server/codes.h"
#include "server/command_ledger.h"
#include "server/command_protect.h"
#include "server/command_transition.h"
#include "server/command_move.h"
#include "server/commands.h"
#include "server/exchange/command.h"
#include "server/letters/command.h"
#include "server/outbox/command.h"
#include "server/settings.h"

#include <CLI/CLI.hpp>

using namespace hemval;

namespace {

// Where a command finds what is kept.
template <class Options>
void keep_in(CLI::App* command, Options& options)
{
    command->add_option("--data", options.data, "Folder of the keys, and of the database")->required();
    command->add_option("--database", options.database, "postgresql://... instead of a file in the folder");
}

// CLI11 prints the sentence as it is.
const CLI::Validator kDay(
    [](std::string& text) {
        return from_iso(text) ? std::string() : "must be a day such as 2026-11-22, not " + text;
    },
    "YYYY-MM-DD");

}  // namespace

static int run(int argc, char** argv)
{
    CLI::App app("Hemval: choose who performs your home care.");
    app.require_subcommand(1);
    std::string today;

    server::ServeOptions serving;
    CLI::App* serve = app.add_subcommand("serve", "Serve the site and keep the choices");
    serve->add_option("--port", serving.port, "Port, 0 for any free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    serve->add_option("--address", serving.address, "IP address")->capture_default_str();
    serve->add_option("--unix-socket", serving.unix_socket,
                      "Listen on this socket instead, with Apache in front; see server/front/");
    keep_in(serve, serving);
    serve->add_option("--site", serving.site, "Folder of the built site")->capture_default_str();
    serve->add_option("--municipalities", serving.municipalities, "Folder of the packs")
        ->capture_default_str();
    serve->add_option("--locales", serving.locales, "Folder of the locale files");
    serve->add_option("--trusted-proxy", serving.proxies,
                      "Address of a proxy in front, whose X-Forwarded-For is believed; repeatable");
    serve->add_flag("--sample-data", serving.sample_data, "Invented people, on loopback only");
    serve->add_option("--webhook-url", serving.webhooks.urls,
                      "MUNICIPALITY=URL of its case system, told of each choice; repeatable");
    serve->add_option("--webhook-secret", serving.webhooks.secrets,
                      "MUNICIPALITY=FILE with the secret it is signed with; repeatable");
    serve->add_option("--webhook-ca", serving.webhooks.authorities,
                      "File of certificate authorities to believe, instead of the system's");
    serve->add_option("--webhook-first-retry", serving.webhooks.first_wait,
                      "Seconds before the first retry, doubled for each up to six hours")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    serve->add_option("--metrics-port", serving.metrics_port,
                      "Answer /healthz, /readyz and /metrics there, 0 for any free one")
        ->check(CLI::Range(0, 65535));
    serve->add_option("--metrics-address", serving.metrics_address, "IP address of that")
        ->capture_default_str();
    serve->add_option("--today", today, "Sample data only: the day it is")->check(kDay);

    server::CodeOptions coding;
    coding.valid_days = server::kCodeValidDays;
    std::string situation;
    CLI::App* code = app.add_subcommand("code", "Issue a code for a fresh example person");
    keep_in(code, coding);
    code->add_option("--municipalities", coding.municipalities, "Folder of the packs")
        ->capture_default_str();
    code->add_option("--municipality", coding.municipality, "Such as strangnas")->required();
    code->add_option("--situation", situation, "What the person's situation is")
        ->required()
        ->check(CLI::IsMember({"ny", "byte", "avveckling"}));
    code->add_option("--valid-days", coding.valid_days, "Negative for an expired code")
        ->capture_default_str();
    code->add_option("--today", today, "The day it is")->check(kDay);

    server::LettersOptions posting;
    posting.municipalities = "assets/municipalities";
    CLI::App* letters = app.add_subcommand("letters", "Open cases and make their letters, to be printed");
    keep_in(letters, posting);
    letters->add_option("--municipalities", posting.municipalities, "Folder of the packs")
        ->capture_default_str();
    letters->add_option("--locales", posting.locales, "Folder of the locale files");
    letters->add_option("--municipality", posting.municipality, "Such as strangnas")->required();
    letters->add_option("--cases", posting.cases, "CSV file, a person a row")->required();
    letters->add_option("--out", posting.out, "Folder for the letters")->required();
    letters->add_option("--base-url", posting.base_url, "The site's address, for the links")->required();
    letters->add_option("--transition", posting.transition, "To those whose provider leaves, of this name");
    letters->add_option("--stage", posting.stage, "Which of the stages")->check(CLI::Range(1, 1000))
        ->capture_default_str();
    letters->add_option("--stage-size", posting.stage_size, "People in a stage; 0: all at once")
        ->check(CLI::Range(0, 100000))->capture_default_str();
    letters->add_flag("--again", posting.again, "New letters also for references that have a case");

    server::LedgerOptions ledger;
    CLI::App* verify = app.add_subcommand("verify", "Replay and check every ledger");
    keep_in(verify, ledger);
    verify->add_option("--public-key", ledger.public_key, "Believe this key, not the one in DIR");

    CLI::App* erase = app.add_subcommand("erase-expired", "Erase who had no entry for five years");
    keep_in(erase, ledger);
    erase->add_option("--today", today, "Sample data only: the day it is")->check(kDay);
    CLI::App* publish = app.add_subcommand("publish", "Write the public ledger and its page");
    keep_in(publish, ledger);
    publish->add_option("--out", ledger.out, "Folder to write")->required();
    CLI::App* usage = app.add_subcommand("usage", "How many choices came in, by day and channel");
    keep_in(usage, ledger);

    server::MoveOptions moving;
    CLI::App* move = app.add_subcommand("move", "From the SQLite file into PostgreSQL, the service stopped");
    move->add_option("--from", moving.from, "Folder of the database")->required();
    move->add_option("--to", moving.to, "postgresql://... of an empty database")->required();

    server::BackupOptions saving;
    CLI::App* backup = app.add_subcommand("backup", "Copy database and keys, also while the service runs");
    keep_in(backup, saving);
    backup->add_option("--out", saving.out, "Folder to make")->required();
    server::RestoreOptions restoring;
    CLI::App* restore = app.add_subcommand("restore", "Put a backup in place, once it is verified");
    restore->add_option("--from", restoring.from, "What backup wrote")->required();
    restore->add_option("--data", restoring.data, "Folder of the database")->required();
    restore->add_flag("--verify,!--no-verify", restoring.verify, "The ledger, before anything is replaced")
        ->capture_default_str();
    server::MigrateOptions migrating;
    CLI::App* migrate = app.add_subcommand("migrate", "Bring the database to this version's form");
    keep_in(migrate, migrating);

    server::OutboxOptions posting_out;
    CLI::App* outbox = app.add_subcommand("outbox", "What waits to be told to the case systems");
    keep_in(outbox, posting_out);
    outbox->add_option("action", posting_out.action, "status, retry or close")
        ->check(CLI::IsMember({"status", "retry", "close"}))
        ->capture_default_str();
    outbox->add_option("--municipality", posting_out.municipality, "close: whose");

    server::ImportOptions importing;
    importing.municipalities = server::kMunicipalities;
    CLI::App* import = app.add_subcommand("import", "Take providers or figures into a municipality's pack");
    import->add_option("kind", importing.kind, "csv, hsds, kolada or survey")
        ->required()
        ->check(CLI::IsMember({"csv", "hsds", "kolada", "survey"}));
    import->add_option("files", importing.files, "What to read")->required();
    import->add_option("--municipality", importing.municipality, "Such as strangnas")->required();
    import->add_option("--municipalities", importing.municipalities, "Folder of the packs")
        ->capture_default_str();
    import->add_option("--mapping", importing.mapping, "JSON file: what the file's names mean here");
    import->add_flag("--dry-run", importing.dry_run, "Say what is wrong, and write nothing");

    server::ExportOptions exporting;
    exporting.municipalities = server::kMunicipalities;
    CLI::App* exports = app.add_subcommand("export", "Write a pack's providers for others");
    exports->add_option("kind", exporting.kind, "csv or hsds")
        ->required()
        ->check(CLI::IsMember({"csv", "hsds"}));
    exports->add_option("--municipality", exporting.municipality, "Such as strangnas")->required();
    exports->add_option("--municipalities", exporting.municipalities, "Folder of the packs")
        ->capture_default_str();
    exports->add_option("--out", exporting.out, "File; left out: standard output");

    server::ProtectOptions guarding;
    guarding.municipalities = server::kMunicipalities;
    CLI::App* protect =
        app.add_subcommand("protect", "Mark a case as a protected person's: nothing locates them");
    keep_in(protect, guarding);
    protect->add_option("--municipalities", guarding.municipalities, "Folder of the packs")
        ->capture_default_str();
    protect->add_option("--municipality", guarding.municipality, "Such as strangnas")->required();
    protect->add_option("--case", guarding.reference, "The municipality's own reference")->required();
    protect->add_flag("--lift", guarding.lift, "No longer protected; needs --area");
    protect->add_option("--area", guarding.area, "With --lift: the area, by its id in the pack");

    server::TransitionOptions leaving;
    leaving.municipalities = "assets/municipalities";
    std::string step, last_day, choose_by, offer_until;
    const auto of_town = [&](CLI::App* command) {
        keep_in(command, leaving);
        command->add_option("--municipalities", leaving.municipalities, "Folder of the packs")
            ->capture_default_str();
        command->add_option("--today", today, "Sample data only: the day it is")->check(kDay);
    };
    CLI::App* due = app.add_subcommand("run-due", "Do what the day brings: deadlines that have passed");
    of_town(due);
    CLI::App* transition = app.add_subcommand("transition", "A provider leaves: step by step");
    of_town(transition);
    transition
        ->add_option("step", step,
                     "propose, simulate, decide, start, told, pause, resume, annul, complete or progress")
        ->required()
        ->check(CLI::IsMember({"propose", "simulate", "decide", "start", "told", "pause", "resume",
                               "annul", "complete", "progress"}));
    transition->add_option("--municipality", leaving.municipality, "Such as huddinge")->required();
    transition->add_option("--id", leaving.id, "Your own name for it, such as leave-2027");
    transition->add_option("--provider", leaving.provider, "Who leaves, by its id in the pack");
    transition->add_option("--cause", leaving.cause, "closes, bankrupt, terminated or withdrawn");
    transition->add_option("--last-day", last_day, "On which it performs care")->check(kDay);
    transition->add_option("--choose-by", choose_by, "Silence after it is answered by the rule")->check(kDay);
    transition->add_option("--offer-until", offer_until, "annul: how long a place is kept for who has moved")
        ->check(kDay);
    transition->add_option("--case", leaving.reference,
                           "told: one person only, by the municipality's own reference");
    transition->add_option("--actor", leaving.actor, "Who takes the step; goes into the ledger");

    server::take_settings(app);
    CLI11_PARSE(app, argc, argv);
    if (*backup)
        return server::backup(saving);
    if (*restore)
        return server::restore(restoring);
    if (*migrate)
        return server::migrate_data(migrating);
    if (*import)
        return server::import_pack(importing);
    if (*exports)
        return server::export_pack(exporting);
    if (*move)
        return server::move(moving);
    if (*outbox)
        return server::outbox(posting_out);
    leaving.today = from_iso(today);
    leaving.last_day = from_iso(last_day);
    leaving.choose_by = from_iso(choose_by);
    leaving.offer_until = from_iso(offer_until);
    if (*due)
        return server::run_due_now(leaving);
    if (*transition && step == "simulate")
        return server::transition_simulate(leaving);
    if (*transition && step == "told")
        return server::transition_told(leaving);
    if (*transition && step == "progress")
        return server::transition_progress(leaving);
    if (*transition)
        return server::transition_step(leaving, step);
    if (*letters)
        return server::make_letters(posting);
    if (*serve) {
        serving.today = from_iso(today);
        return server::serve(serving);
    }
    ledger.today = from_iso(today);
    if (*protect)
        return server::protect(guarding);
    if (*verify)
        return server::verify(ledger);
    if (*erase)
        return server::erase_expired(ledger);
    if (*publish)
        return server::publish(ledger);
    if (*usage)
        return server::usage(ledger);
    coding.situation = *sample_labelled(situation);
    coding.today = from_iso(today);
    return server::issue_code(coding);
}

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& failed) {
        return server::complain(std::string("This could not be done: ") + failed.what() + ".");
    }
}
