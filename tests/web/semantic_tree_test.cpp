#include "web/ui/semantic_tree.h"

#include <doctest/doctest.h>

#include <set>

using namespace hemval::ui;

namespace {

std::vector<std::string> faults;

struct CollectFaults {
    CollectFaults()
    {
        faults.clear();
        former = set_fault_handler([](const std::string& what) { faults.push_back(what); });
    }
    ~CollectFaults() { set_fault_handler(former); }
    FaultHandler former;
};

Node node(const std::string& key, const std::string& parent = "")
{
    Node made;
    made.key = key;
    made.parent = parent;
    return made;
}

}  // namespace

TEST_CASE("every role has a name of its own")
{
    std::set<std::string> names;
    for (int i = 0; i <= static_cast<int>(Role::ErrorSummary); ++i)
        names.insert(name_of(static_cast<Role>(i)));
    CHECK(names.size() == static_cast<std::size_t>(Role::ErrorSummary) + 1);
}

TEST_CASE("a node is found by its key")
{
    SemanticTree tree;
    tree.add(node("main"));
    tree.add(node("main/h1", "main")).name = "Jämför utförare";
    REQUIRE(tree.find("main/h1"));
    CHECK(tree.find("main/h1")->name == "Jämför utförare");
    CHECK(tree.find("other") == nullptr);
    tree.clear();
    CHECK(tree.find("main") == nullptr);
    CHECK(tree.nodes().empty());
}

TEST_CASE("a key used twice is a fault that names the key, and neither node is lost")
{
    const CollectFaults collect;
    SemanticTree tree;
    tree.add(node("provider/17/choose"));
    tree.add(node("provider/17/choose"));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].find("\"provider/17/choose\"") != std::string::npos);
    CHECK(tree.nodes().size() == 2);
    CHECK(tree.nodes()[0].key != tree.nodes()[1].key);
}

TEST_CASE("a parent that is not there is a fault that names both")
{
    const CollectFaults collect;
    SemanticTree tree;
    tree.add(node("child", "nobody"));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].find("\"child\"") != std::string::npos);
    CHECK(faults[0].find("\"nobody\"") != std::string::npos);
}
