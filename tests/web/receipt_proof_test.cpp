// The receipt is checked on the person's own device: the service is asked, but not believed.
#include "home.h"

#include <doctest/doctest.h>

using namespace hemval;
using test::Home;
using ui::Role;

namespace {

constexpr const char* kHolds = "Kvittot stämmer med det som är sparat.";
constexpr const char* kWrong = "Kvittot stämmer inte med det som är sparat.";

// The number of a receipt just given by a service that proves.
std::string chosen(Home& home)
{
    home.sign_in(test::kCodeNew);
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    const ui::Node* number = home.app.tree().find("receipt/number/value");
    REQUIRE(number);
    return number->name;
}

void check(Home& home)
{
    home.app.get(Role::Button, "Kontrollera kvittot").press();
}

bool says(Home& home, const char* text)
{
    return home.app.has_text(text);
}

}  // namespace

TEST_CASE("a receipt that is in what was signed holds, also when the service has fallen silent")
{
    Home home;
    chosen(home);
    check(home);
    CHECK(says(home, kHolds));
    home.offline = true;
    check(home);
    CHECK(says(home, kHolds));
    CHECK_FALSE(says(home, "Vi får inget svar."));
}

TEST_CASE("a silent service proves nothing of a receipt whose proof was never kept")
{
    Home home;
    chosen(home);
    home.app.platform().storage.erase("receipt_proof");
    home.offline = true;
    check(home);
    CHECK_FALSE(says(home, kHolds));
    CHECK(says(home, "Vi får inget svar."));
}

TEST_CASE("a reload without a connection keeps the proof that was first given")
{
    Home home;
    chosen(home);
    const std::string kept = home.app.platform().storage["receipt_proof"];
    REQUIRE_FALSE(kept.empty());
    home.offline = true;
    home.app.reload();
    CHECK(home.app.platform().storage["receipt_proof"] == kept);
}

TEST_CASE("a proof that does not hold is told, whatever part of it was altered")
{
    const std::function<void(ReceiptProof&)> edits[] = {
        [](ReceiptProof& proof) {
            proof.record.replace(proof.record.find("solglantan"), 10, "fyren_vard");
        },
        [](ReceiptProof& proof) { proof.record = "{}"; },
        [](ReceiptProof& proof) {
            const auto number = proof.record.find("number\":\"");
            proof.record.replace(number + 9, 4, "0000");
        },
        [](ReceiptProof& proof) { proof.salt[3] = 'b'; },
        [](ReceiptProof& proof) { proof.proof[0][5] ^= 1; },
        [](ReceiptProof& proof) { proof.proof.pop_back(); },
        [](ReceiptProof& proof) { proof.checkpoint.signature[7] ^= 1; },
        [](ReceiptProof& proof) { proof.checkpoint.text.replace(proof.checkpoint.text.size() - 3, 1, "0"); },
        [](ReceiptProof& proof) { proof.checkpoint.text = ""; },
    };
    for (const auto& edit : edits) {
        Home home;
        home.service.edit_proof = edit;
        chosen(home);
        check(home);
        CHECK(says(home, kWrong));
        CHECK_FALSE(says(home, kHolds));
    }
}

TEST_CASE("an answer that leaves the ledger out, or a key that is none, is no proof")
{
    Home silent;
    chosen(silent);
    silent.service.proves = false;
    check(silent);
    CHECK_FALSE(says(silent, kHolds));
    CHECK(says(silent, "Svaret gick inte att läsa."));

    Home keyless;
    keyless.service.key = "no key";
    chosen(keyless);
    check(keyless);
    CHECK(says(keyless, kWrong));
}

TEST_CASE("a service that keeps something else today than it proved then is found out")
{
    Home home;
    chosen(home);
    home.service.edit_inclusion = [](Inclusion& inclusion) { inclusion.leaf[0] ^= 1; };
    check(home);
    CHECK(says(home, kWrong));
}

TEST_CASE("another key than the one kept with the receipt does not matter to it")
{
    Home home;
    chosen(home);
    home.service.key = std::string(64, 'b');
    check(home);
    CHECK(says(home, kHolds));
}

TEST_CASE("a device without cryptography leaves it at the service's word")
{
    Home home;
    home.app.platform().no_cryptography = true;
    chosen(home);
    check(home);
    CHECK(says(home, kHolds));
}

TEST_CASE("by the number alone the leaf is checked on the device too")
{
    for (const bool altered : {false, true}) {
        Home home;
        const std::string number = chosen(home);
        home.go("#/val");
        home.app.get(Role::Button, "Logga ut").press();
        CHECK(home.app.platform().storage.count("receipt_proof") == 0);
        if (altered)
            home.service.edit_inclusion = [](Inclusion& inclusion) { inclusion.leaf[0] ^= 1; };
        home.go("#/hjalp");
        home.app.get(Role::TextField, "Kvittonummer").type(number);
        check(home);
        CHECK(says(home, "är äkta") != altered);
        CHECK(says(home, kWrong) == altered);
    }
}

TEST_CASE("practising takes nothing from a real receipt's proof")
{
    Home home;
    chosen(home);
    const std::string kept = home.app.platform().storage["receipt_proof"];
    REQUIRE_FALSE(kept.empty());
    home.go("#/prova");
    home.app.get(Role::Button, "Prova som Karin").press();
    home.app.get(Role::Button, "Välj Solgläntan").press();
    home.app.get(Role::Button, "Bekräfta valet").press();
    check(home);
    CHECK(says(home, kHolds));
    home.go("#/prova/val");
    home.app.get(Role::Button, "Logga ut").press();
    CHECK(home.app.platform().storage["receipt_proof"] == kept);
}
