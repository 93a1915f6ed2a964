#include "server/verify.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval;
using namespace hemval::server;
using namespace hemval::server::testing;

namespace {

const std::vector<std::string> kInputs = {
    "", std::string(1, '\0'), "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57", "`abcdefghijklmno"};

merkle::Hash hash_of(const char* digits) { return *merkle::hash_from_hex(digits); }

// What somebody with the text of a proof, a hash function and the public key can tell.
bool proof_holds(const ReceiptProof& proof, const SignatureCheck& signature)
{
    const auto says = read_record(proof.record);
    const auto checkpoint = read_checkpoint(proof.checkpoint.text);
    return says && checkpoint && says->municipality == checkpoint->municipality &&
           signature.holds(proof.checkpoint.text, proof.checkpoint.signature) &&
           merkle::verify_inclusion(says->sequence - 1, checkpoint->size,
                                    tree_hash(merkle::leaf_input(proof.salt, proof.record)),
                                    proof.proof, checkpoint->root, tree_hash);
}

}  // namespace

TEST_CASE("the trees of Certificate Transparency's reference inputs have its published roots")
{
    const char* const roots[] = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    merkle::Frontier frontier;
    CHECK(frontier.root(tree_hash) ==
          hash_of("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    for (std::size_t i = 0; i < kInputs.size(); ++i) {
        frontier.add(tree_hash(merkle::leaf_input("", kInputs[i])), tree_hash);
        CHECK(frontier.root(tree_hash) == hash_of(roots[i]));
    }
    // Its published path of leaf 5 in the tree of 8: leaf 4, the node over 6 and 7, and over 0 to 3.
    const std::vector<merkle::Hash> path = {
        hash_of("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
        hash_of("ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"),
        hash_of("d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")};
    CHECK(merkle::verify_inclusion(5, 8, tree_hash(merkle::leaf_input("", kInputs[5])), path,
                                   frontier.root(tree_hash), tree_hash));
}

TEST_CASE("a signature holds for its text and key alone")
{
    // RFC 8032, section 7.1, test 2.
    const auto signer = Signer::from_key(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    REQUIRE(signer);
    CHECK(signer->public_key() ==
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const std::string signature = signer->sign("r");
    CHECK(signature == "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                       "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    const auto check = SignatureCheck::with(signer->public_key());
    REQUIRE(check);
    CHECK(check->holds("r", signature));
    CHECK_FALSE(check->holds("s", signature));
    CHECK_FALSE(check->holds("r", ""));
    CHECK_FALSE(check->holds("r", std::string(128, '0')));
    const auto other = Signer::from_key(std::string(64, '1'));
    CHECK_FALSE(SignatureCheck::with(other->public_key())->holds("r", signature));
    CHECK_FALSE(Signer::from_key("12"));
    CHECK_FALSE(SignatureCheck::with("xyz"));
}

TEST_CASE("the holder's proof holds without the service, and of anybody else's there is none")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string mine = world.person(Situation::NoProvider);
    const std::string number =
        world.submit(mine, R"({"action":"decline"})", "key-0001").json()["number"].get<std::string>();
    const std::string path = "/api/strangnas/proofs/" + number;
    const Got got = world.get(path, mine);
    REQUIRE(got.status == 200);
    auto proof = wire::read_receipt_proof(got.json());
    REQUIRE(proof);
    const auto signature = SignatureCheck::with(world.service().public_key());
    CHECK(proof_holds(*proof, *signature));
    const auto says = read_record(proof->record);
    REQUIRE(says);
    REQUIRE(says->receipt);
    CHECK(says->receipt->number.value == number);
    CHECK(says->receipt->provider == ProviderId("p1"));
    CHECK(proof->record.find("care") == std::string::npos);  // the case is not shown

    // Later entries make the tree grow; the proof stays what it was.
    world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001");
    CHECK(world.get(path, mine).body == got.body);

    CHECK(world.get(path, world.person(Situation::NoProvider)).problem() == "unknown_receipt");
    CHECK(world.get(path).problem() == "not_signed_in");
    CHECK(world.get("/api/annanstans/proofs/" + number, mine).problem() == "not_signed_in");

    auto altered = *proof;
    altered.record.replace(altered.record.find("p1"), 2, "p2");
    CHECK_FALSE(proof_holds(altered, *signature));
    altered = *proof;
    altered.checkpoint.text.replace(altered.checkpoint.text.find("strangnas"), 1, "S");
    CHECK_FALSE(proof_holds(altered, *signature));
    altered = *proof;
    altered.salt[0] = altered.salt[0] == '0' ? '1' : '0';
    CHECK_FALSE(proof_holds(altered, *signature));
}

TEST_CASE("a stranger with the number can check the leaf, and does not learn the provider")
{
    TemporaryFolder folder;
    World world(folder.path());
    const std::string mine = world.person(Situation::NoProvider);
    const auto receipt = world.submit(mine, R"({"action":"choose","provider":"p3"})", "key-0001").json();
    const Got got = world.get("/api/strangnas/receipts/" + receipt["number"].get<std::string>());
    const auto check = wire::read_receipt_check(got.json());
    REQUIRE(check);
    REQUIRE(check->inclusion);
    CHECK(got.body.find("p3") == std::string::npos);
    const auto checkpoint = read_checkpoint(check->inclusion->checkpoint.text);
    REQUIRE(checkpoint);
    CHECK(merkle::verify_inclusion(check->sequence - 1, checkpoint->size, check->inclusion->leaf,
                                   check->inclusion->proof, checkpoint->root, tree_hash));
    const auto newest = world.get("/api/strangnas/checkpoint").json();
    CHECK(SignatureCheck::with(newest["public_key"].get<std::string>())
              ->holds(check->inclusion->checkpoint.text, check->inclusion->checkpoint.signature));
}

TEST_CASE("a proof in a ledger of a million entries fits one QR code")
{
    constexpr std::uint64_t kSize = 1'000'000;
    std::vector<std::vector<merkle::Hash>> levels(21);
    merkle::Frontier frontier;
    for (std::uint64_t i = 0; i < kSize; ++i) {
        for (const merkle::Subtree& one :
             frontier.add(tree_hash(std::to_string(i)), tree_hash))
            levels[one.level].push_back(one.hash);
    }
    const merkle::Stored stored = [&](unsigned level, std::uint64_t at) {
        return at < levels[level].size() ? std::optional(levels[level][at]) : std::nullopt;
    };
    // The largest record: long names, and every field of a receipt.
    const std::string name(40, 'x');
    ProviderDecided decided;
    decided.receipt = {receipt_number(~0ULL), 524'288, Action::Decline, test_day(),
                       ProviderId(name),      ProviderId(name), {test_day(), test_day()}, {}};
    const Event event{524'288, test_day(), decided};
    const MunicipalityId town("upplands-vasby-och-upplands-bro");
    const auto signer = Signer::from_key(std::string(64, '7'));
    std::size_t longest = 0;
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{524'287}, kSize - 1}) {
        const auto proof = merkle::inclusion_proof(index, kSize, stored, tree_hash);
        REQUIRE(proof);
        longest = std::max(longest, proof->size());
        const std::string text = signed_text({town, kSize, frontier.root(tree_hash), test_day()});
        const ReceiptProof whole{leaf_record(town, event, tree_hash("")), std::string(32, 'a'), *proof,
                                 {text, signer->sign(text)}};
        CHECK(wire::write(whole).dump().size() < kLargestProofText);
    }
    CHECK(longest == 20);
}

TEST_CASE("what is rolled back leaves no trace in the tree")
{
    TemporaryFolder folder;
    World world(folder.path());
    const auto tables = [&] {
        std::string all;
        world.store().read([&](Queries& queries) {
            for (const char* sql : {"SELECT size || root FROM heads", "SELECT hash FROM subtrees",
                                    "SELECT text FROM checkpoints", "SELECT leaf FROM ledger"})
                for (const Row& row : queries.query(sql))
                    all += text_of(row[0]) + "\n";
        });
        return all;
    };
    const std::string before_it = tables();
    REQUIRE_FALSE(before_it.empty());
    const auto undone = world.store().tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
        auto state = load_state(queries, kTown);
        const Event event = next_event(state, test_day(), ProviderClosing{ProviderId("p5"), test_day()});
        append(queries, kTown, state, event);
        CHECK(load_head(queries, kTown).size == event.sequence);
        return fail(Problem::ServiceFailed);
    });
    CHECK_FALSE(undone);
    CHECK(tables() == before_it);
    CHECK(world.submit(world.person(Situation::NoProvider), R"({"action":"decline"})", "key-0001")
              .status == 201);
    CHECK(tables() != before_it);
}

TEST_CASE("a signing key lost beside what it has signed is not made anew")
{
    TemporaryFolder folder;
    const auto made = signing_key(folder.path(), false);
    REQUIRE(made);
    CHECK(signing_key(folder.path(), true)->public_key() == made->public_key());
    TemporaryFolder other;
    const auto lost = signing_key(other.path(), true);
    REQUIRE(!lost);
    CHECK(lost.error().find("restore it from a backup") != std::string::npos);
    CHECK(!read_text(other.path() + "/signing.key"));
    other.put("signing.key", std::string(64, 'x'));
    CHECK(!signing_key(other.path(), true));
}
