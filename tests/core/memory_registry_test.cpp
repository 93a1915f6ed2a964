#include "core/memory_registry.h"

#include "core/wire.h"
#include "tests/core/example_town.h"

#include <doctest/doctest.h>

using namespace hemval;
using namespace hemval::test;

namespace {

// Everything is answered at once: `answer` would stay empty otherwise.
template <class T, class Ask>
Result<T, Problem> now(Ask ask)
{
    std::optional<Result<T, Problem>> answer;
    int answers = 0;
    ask([&](Result<T, Problem> given) {
        answer = std::move(given);
        ++answers;
    });
    CHECK(answers == 1);
    return answer ? *answer : Result<T, Problem>(fail(Problem::ServiceFailed));
}

struct Demo {
    Demo() : registry(town, {[this] { return today; }, [this] { return ++random * 977; }}) {}

    Result<CaseView, Problem> sign_in(const char* code)
    {
        return now<CaseView>([&](auto then) { registry.sign_in(code, then); });
    }
    Result<CaseView, Problem> current()
    {
        return now<CaseView>([&](auto then) { registry.current(then); });
    }
    Result<Receipt, Problem> submit(Action action, const char* provider, const char* key)
    {
        Submission submission{action, std::nullopt, IdempotencyKey(key)};
        if (*provider != '\0') {
            submission.provider = ProviderId(provider);
        }
        return now<Receipt>([&](auto then) { registry.submit(submission, then); });
    }
    Result<ReceiptCheck, Problem> check(const ReceiptNumber& number)
    {
        return now<ReceiptCheck>([&](auto then) { registry.check(number, then); });
    }

    Municipality town = example_town();
    Day today = kToday;
    std::uint64_t random = 0;
    MemoryRegistry registry;
};

}  // namespace

TEST_CASE("the demonstration's errand goes from sign-in to a receipt that is genuine")
{
    Demo demo;
    CHECK(demo.current().error() == Problem::NotSignedIn);
    CHECK(demo.submit(Action::Decline, "", "k").error() == Problem::NotSignedIn);
    const auto view = demo.sign_in("ny");
    REQUIRE(view);
    CHECK(view->situation == Situation::NoProvider);
    const auto receipt = demo.submit(Action::Choose, "bjork", "k");
    REQUIRE(receipt);
    CHECK(demo.current()->pending == *receipt);
    const auto check = demo.check(receipt->number);
    REQUIRE(check);
    CHECK(check->sequence == receipt->sequence);
    CHECK(check->action == Action::Choose);
    CHECK(check->received == kToday);
    CHECK(demo.check(ReceiptNumber("0000-0000-00")).error() == Problem::UnknownReceipt);

    bool out = false;
    demo.registry.sign_out([&](const std::optional<Problem>& problem) { out = !problem; });
    CHECK(out);
    CHECK(demo.current().error() == Problem::NotSignedIn);
}

TEST_CASE("each example situation can be tried")
{
    Demo demo;
    CHECK(demo.sign_in("byte")->allowed == std::vector<Action>{Action::Switch});
    CHECK(demo.submit(Action::Switch, "egen", "a")->action == Action::Switch);
    const auto leaving = demo.sign_in("avveckling");
    REQUIRE(leaving);
    CHECK(leaving->situation == Situation::ProviderLeaving);
    CHECK(leaving->closing == plus_days(kToday, 60));
    CHECK(demo.submit(Action::Choose, "ask", "a")->previous == named("druva"));
    CHECK_FALSE(demo.sign_in("ny")->pending);
    CHECK(demo.submit(Action::Decline, "", "a")->rotation.has_value());
    const auto statuses = now<std::vector<ProviderStatus>>(
        [&](auto then) { demo.registry.statuses(then); });
    REQUIRE(statuses);
    CHECK((*statuses)[3].closing == plus_days(kToday, 60));
}

TEST_CASE("a code that is none is told apart from one with a slip")
{
    Demo demo;
    CHECK(demo.sign_in("4532-0151-1283-0366").error() == Problem::CodeWrong);
    CHECK(demo.sign_in("4532-0151-1283-0367").error() == Problem::CodeMalformed);
    CHECK(demo.sign_in("hej").error() == Problem::CodeMalformed);
}

TEST_CASE("the same key and body give the same receipt, another body is refused")
{
    Demo demo;
    REQUIRE(demo.sign_in("ny"));
    const auto first = demo.submit(Action::Decline, "", "k");
    REQUIRE(first);
    const std::string saved = demo.registry.saved();
    CHECK(*demo.submit(Action::Decline, "", "k") == *first);
    CHECK(demo.submit(Action::Choose, "ask", "k").error() == Problem::KeyReused);
    CHECK(demo.submit(Action::Decline, "", "").error() == Problem::KeyMissing);
    CHECK(demo.submit(Action::Decline, "", "other").error() == Problem::AlreadyYours);
    CHECK(demo.registry.saved() == saved);
    // A key is its person's own: somebody else's must not open this receipt.
    REQUIRE(demo.sign_in("ny"));
    const auto other = demo.submit(Action::Decline, "", "k");
    REQUIRE(other);
    CHECK(other->number != first->number);
}

TEST_CASE("a reload loses nothing")
{
    Demo demo;
    REQUIRE(demo.sign_in("avveckling"));
    const auto receipt = demo.submit(Action::Decline, "", "k");
    REQUIRE(receipt);
    const std::string saved = demo.registry.saved();

    Demo reloaded;
    REQUIRE(reloaded.registry.restore(saved));
    CHECK(reloaded.registry.saved() == saved);
    CHECK(reloaded.current()->pending == *receipt);
    CHECK(*reloaded.submit(Action::Decline, "", "k") == *receipt);
    CHECK(reloaded.check(receipt->number).has_value());

    Demo fresh;
    const std::string nobody = fresh.registry.saved();
    REQUIRE(reloaded.registry.restore(nobody));
    CHECK(reloaded.current().error() == Problem::NotSignedIn);
}

TEST_CASE("what does not replay is not restored, and nothing has changed")
{
    Demo demo;
    REQUIRE(demo.sign_in("ny"));
    REQUIRE(demo.submit(Action::Decline, "", "k"));
    const std::string saved = demo.registry.saved();
    const wire::Json good = wire::Json::parse(saved, nullptr, false);

    Demo other;
    REQUIRE(other.sign_in("byte"));
    const std::string before_it = other.registry.saved();
    const auto refused = [&](const wire::Json& json) {
        CHECK_FALSE(other.registry.restore(json.dump()));
        CHECK(other.registry.saved() == before_it);
    };
    CHECK_FALSE(other.registry.restore(""));
    CHECK_FALSE(other.registry.restore("[]"));
    CHECK_FALSE(other.registry.restore(saved.substr(0, saved.size() / 2)));
    for (const char* field : {"form", "events", "submitted", "signed_in"}) {
        for (const wire::Json& wrong : {wire::Json(nullptr), wire::Json(7), wire::Json("x"),
                                        wire::Json::array({1}), wire::Json::object()}) {
            wire::Json json = good;
            json[field] = wrong;
            refused(json);
        }
    }
    wire::Json altered = good;
    altered["events"][2]["receipt"]["provider"] = "egen";
    refused(altered);
    wire::Json short_of = good;
    short_of["events"].erase(2);
    refused(short_of);
    wire::Json receipt = good;
    receipt["submitted"][0]["receipt"]["number"] = "0000-0000-00";
    refused(receipt);
    for (const char* field : {"case", "key", "submission", "receipt"}) {
        for (const wire::Json& wrong : {wire::Json(nullptr), wire::Json(7), wire::Json::object()}) {
            wire::Json json = good;
            json["submitted"][0][field] = wrong;
            refused(json);
        }
        wire::Json without = good;
        without["submitted"][0].erase(field);
        refused(without);
    }
    for (const char* field : {"events", "submitted"}) {
        wire::Json without = good;
        without.erase(field);
        refused(without);
    }
    wire::Json somebodys = good;
    somebodys["submitted"][0]["case"] = "somebody";
    refused(somebodys);
    wire::Json unread = good;
    unread["ceilings"] = {{"ask", "many"}, {"egen", 2}};
    refused(unread);
    unread["ceilings"] = 3;
    CHECK(other.registry.restore(unread.dump()));  // as if there were none
    REQUIRE(other.registry.restore(before_it));
    wire::Json person = good;
    person["signed_in"] = "somebody";
    refused(person);

    Municipality changed = example_town();
    provider_in(changed, "ask").capacity = 3;
    MemoryRegistry another(changed, {[] { return kToday; }, [] { return std::uint64_t{1}; }});
    CHECK_FALSE(another.restore(saved));
    CHECK(other.registry.restore(saved));
}
