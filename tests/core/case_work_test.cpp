#include "core/case_work.h"

#include "tests/core/example_town.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using namespace hemval::test;

namespace {

Receipt a_receipt(const char* number, const char* to, std::optional<ProviderId> from, Day received)
{
    Receipt receipt;
    receipt.number = ReceiptNumber(number);
    receipt.sequence = 1;
    receipt.action = from ? Action::Switch : Action::Choose;
    receipt.received = received;
    receipt.provider = named(to);
    receipt.previous = from;
    receipt.window = {plus_days(received, 7), plus_days(received, 14)};
    return receipt;
}

struct Desk {
    Municipality town = example_town();
    ClientCase person;
    std::vector<Receipt> receipts = {a_receipt("A", "bjork", named("ask"), kToday)};
    CaseWork work;
    std::vector<CaseWork> earlier;
    std::vector<Undone> undone;

    Desk()
    {
        town.demands = {{"keys", {}, {}}, {"secrecy", {}, {}}};
        town.care_plan_days = 10;
        person.services = {ServiceId("care")};
        person.hours_per_month = 20;
        work.receipt = ReceiptNumber("A");
    }
    std::vector<ProviderNotice> to_tell() const
    {
        return notices(town, person, "SOC-1", receipts, work, earlier, undone);
    }
    std::optional<Problem> step(const WorkStep& one)
    {
        const auto after = after_step(town, work, receipts[0], to_tell(), one, kToday);
        if (!after) return after.error();
        work = *after;
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("the new provider is told what it needs, the old one only that it ends")
{
    Desk desk;
    desk.work.not_needed = {Handover::Meals};
    const auto all = desk.to_tell();
    REQUIRE(all.size() == 2);
    CHECK(all[0].kind == NoticeKind::Begins);
    CHECK(all[0].to == named("bjork"));
    CHECK(all[0].reference == "SOC-1");
    CHECK(all[0].services == std::vector<ServiceId>{ServiceId("care")});
    CHECK(all[0].hours_per_month == 20);
    CHECK(all[0].handovers ==
          std::vector<Handover>{Handover::Keys, Handover::Alarm, Handover::Lock});
    CHECK(all[0].care_plan_due == plus_days(kToday, 24));
    CHECK(all[1].kind == NoticeKind::Ends);
    CHECK(all[1].to == named("ask"));
    CHECK(all[1].services.empty());
    CHECK(all[1].hours_per_month == 0);
    CHECK(all[1].handovers.empty());
    CHECK_FALSE(all[1].care_plan_due);
}

TEST_CASE("while the newest is a place in a queue, the work is about the provider that has begun")
{
    Desk desk;
    Receipt place = a_receipt("B", "ceder", named("bjork"), plus_days(kToday, 14));
    place.provider.reset();
    desk.receipts.insert(desk.receipts.begin(), place);
    CHECK(worked_on(desk.receipts) == 1);
    const auto all = desk.to_tell();
    REQUIRE(all.size() == 2);
    CHECK(all[0].to == named("bjork"));
    CHECK(all[1].to == named("ask"));
    // Had it not begun by then, it was to come no more.
    desk.receipts[0].received = plus_days(kToday, 13);
    CHECK(worked_on(desk.receipts) == 0);
    CHECK(desk.to_tell().empty());
    CHECK(worked_on({}) == 0);
}

TEST_CASE("who was told that it begins, and then is not to begin, is told that too")
{
    Desk desk;
    desk.receipts = {a_receipt("A", "bjork", named("ask"), kToday),
                     a_receipt("B", "ceder", named("ask"), plus_days(kToday, -3)),
                     a_receipt("C", "druva", named("ask"), plus_days(kToday, -90))};
    CaseWork told;
    told.receipt = ReceiptNumber("B");
    told.told = {{named("ceder"), kToday}};
    CaseWork long_ago;
    long_ago.receipt = ReceiptNumber("C");
    long_ago.told = {{named("druva"), kToday}};
    desk.earlier = {told, long_ago};
    const auto all = desk.to_tell();
    REQUIRE(all.size() == 3);
    CHECK(all[2].kind == NoticeKind::Withdrawn);
    CHECK(all[2].to == named("ceder"));
    desk.earlier = {long_ago};
    CHECK(desk.to_tell().size() == 2);
}

TEST_CASE("who was told of a choice that was undone is told that it does not hold, whether begun or ended")
{
    Desk desk;
    CaseWork work;
    work.receipt = ReceiptNumber("U");
    work.told = {{named("bjork"), kToday}, {named("ask"), kToday}};
    Receipt undone = a_receipt("U", "bjork", named("ask"), kToday);
    undone.sequence = 7;
    desk.undone = {{undone, work}};
    desk.person.current = named("ask");
    desk.receipts.clear();
    const auto all = notices(desk.town, desk.person, "SOC-1", {}, std::nullopt, {}, desk.undone);
    REQUIRE(all.size() == 2);
    CHECK(all[0].to == named("ask"));
    CHECK(all[0].kind == NoticeKind::Stays);
    CHECK(all[1].kind == NoticeKind::Withdrawn);
    CHECK(all[1].reference == "SOC-1");
    CHECK(all[1].services.empty());
    CHECK(all[1].kept_with == ReceiptNumber("U"));
    CHECK_FALSE(all[1].told);
    desk.undone[0].work = after_taking_back(work, named("bjork"), plus_days(kToday, 2));
    desk.undone[0].work = after_taking_back(desk.undone[0].work, named("bjork"), plus_days(kToday, 9));
    CHECK(desk.to_tell()[1].told == plus_days(kToday, 2));

    // What holds again was to begin there, and it had been told that it would not.
    desk.undone[0].receipt.provider = named("ceder");
    desk.receipts = {a_receipt("A", "bjork", named("ask"), kToday)};
    desk.work.told = {{named("bjork"), plus_days(kToday, -9)}};
    desk.undone[0].work.taken_back.clear();
    const auto again = desk.to_tell();
    CHECK(again[0].kind == NoticeKind::Begins);
    CHECK_FALSE(again[0].told);
    CHECK(again[0].kept_with == ReceiptNumber("U"));
    // A choice made since says what holds by itself.
    desk.receipts[0].sequence = 8;
    CHECK(desk.to_tell()[0].told == plus_days(kToday, -9));
    CHECK(desk.to_tell()[0].kept_with == ReceiptNumber("A"));
}

TEST_CASE("nobody is told anything about a first choice but who begins, or about a place in the queue")
{
    Desk desk;
    desk.receipts = {a_receipt("A", "bjork", {}, kToday)};
    CHECK(desk.to_tell().size() == 1);
    desk.receipts[0].provider.reset();
    CHECK(desk.to_tell().empty());
    desk.receipts.clear();
    CHECK(desk.to_tell().empty());
}

TEST_CASE("nothing is done after a choice before it is confirmed, and each step once")
{
    Desk desk;
    CHECK(desk.step(ToldProvider{named("bjork")}) == Problem::NotConfirmed);
    CHECK_FALSE(desk.step(ConfirmChoice{}));
    CHECK(desk.work.confirmed == kToday);
    CHECK(desk.step(ToldProvider{named("egen")}) == Problem::UnknownProvider);
    CHECK_FALSE(desk.step(ToldProvider{named("ask")}));
    CHECK_FALSE(desk.step(HandedOver{Handover::Keys, true}));
    CHECK_FALSE(desk.step(HandedOver{Handover::Lock, false}));
    CHECK_FALSE(desk.step(HandedOver{Handover::Alarm, false}));
    CHECK(desk.work.not_needed == std::vector<Handover>{Handover::Alarm, Handover::Lock});
    CHECK_FALSE(desk.step(HandedOver{Handover::Keys, false}));
    CHECK(desk.work.handed_over.empty());
    CHECK_FALSE(desk.step(PlannedFollowUp{plus_days(kToday, 90)}));
    CHECK(desk.step(HeldCarePlan{plus_days(kToday, 1)}) == Problem::MalformedRequest);
    CHECK_FALSE(desk.step(HeldCarePlan{kToday}));
}

TEST_CASE("a follow-up answers every quality demand of the pack and no other")
{
    Desk desk;
    CHECK_FALSE(desk.step(ConfirmChoice{}));
    FollowUp visit{kToday, named("bjork"), {{"keys", Finding::Met}}};
    CHECK(desk.step(HeldFollowUp{visit}) == Problem::MalformedRequest);
    visit.demands["secrecy"] = Finding::NotMet;
    visit.provider = named("ask");
    CHECK(desk.step(HeldFollowUp{visit}) == Problem::UnknownProvider);
    visit.provider = named("bjork");
    CHECK_FALSE(desk.step(HeldFollowUp{visit}));
    CHECK_FALSE(desk.step(HeldFollowUp{visit}));
    CHECK(desk.work.follow_ups.size() == 1);
    visit.demands["other"] = Finding::Met;
    CHECK(desk.step(HeldFollowUp{visit}) == Problem::MalformedRequest);
}

TEST_CASE("what is stored by name is found by its name and by no other")
{
    std::set<std::string> seen;
    for (const Handover item : kAllHandovers) {
        CHECK(handover_named(name_of(item)) == item);
        CHECK(seen.insert(name_of(item)).second);
    }
    for (const Finding finding : kAllFindings) {
        CHECK(finding_named(name_of(finding)) == finding);
        CHECK(seen.insert(name_of(finding)).second);
    }
    CHECK_FALSE(handover_named("garden"));
    CHECK_FALSE(finding_named("perhaps"));
    const NoticeKind notices[] = {NoticeKind::Begins, NoticeKind::Ends, NoticeKind::Withdrawn, NoticeKind::Stays};
    for (const NoticeKind kind : notices) CHECK(seen.insert(name_of(kind)).second);
}
