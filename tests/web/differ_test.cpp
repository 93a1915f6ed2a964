#include "web/ui/semantic_tree.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck.h>

#include <algorithm>
#include <map>
#include <set>

using namespace hemval::ui;
using nlohmann::json;

namespace {

// A document as the mirror keeps it: elements with an identity, in order under their parents.
class Document {
public:
    struct Element {
        int identity = 0;
        std::string parent;
        std::vector<std::string> children;
        json fields;
    };

    Document() { elements[""] = {}; }

    // False when an operation makes no sense for this document.
    bool apply(const std::string& patch)
    {
        if (patch.empty()) return true;
        const json operations = json::parse(patch, nullptr, false);
        if (!operations.is_array() || operations.empty()) return false;
        for (const json& operation : operations)
            if (!carry_out(operation)) return false;
        return true;
    }

    std::map<std::string, Element> elements;
    int moves = 0, made = 0;

private:
    bool carry_out(const json& operation)
    {
        const std::string kind = operation[0], key = operation[1];
        if (kind == "add") {
            if (elements.count(key) > 0 || elements.count(operation[2]) == 0) return false;
            elements[key] = {++made, operation[2], {}, operation[4]};
            return insert(key, operation[3]);
        }
        if (elements.count(key) == 0) return false;
        if (kind == "set") {
            if (operation[2].empty()) return false;
            elements[key].fields.update(operation[2]);
            return true;
        }
        take_out(key);
        if (kind == "mov") {
            ++moves;
            return insert(key, operation[2]);
        }
        if (kind != "del") return false;
        forget(key);
        return true;
    }

    void take_out(const std::string& key)
    {
        auto& siblings = elements[elements[key].parent].children;
        siblings.erase(std::find(siblings.begin(), siblings.end(), key));
    }

    bool insert(const std::string& key, const std::string& next)
    {
        auto& siblings = elements[elements[key].parent].children;
        const auto at = std::find(siblings.begin(), siblings.end(), next);
        if (!next.empty() && at == siblings.end()) return false;
        siblings.insert(at, key);
        return true;
    }

    void forget(const std::string& key)
    {
        const std::vector<std::string> children = elements[key].children;
        for (const std::string& child : children) forget(child);
        elements.erase(key);
    }
};

bool shows(const Document& document, const SemanticTree& tree)
{
    std::map<std::string, std::vector<std::string>> children;
    for (const Node& node : tree.nodes()) children[node.parent].push_back(node.key);
    if (document.elements.size() != tree.nodes().size() + 1) return false;
    for (const auto& [key, element] : document.elements)
        if (element.children != children[key]) return false;
    for (const Node& node : tree.nodes()) {
        const json& fields = document.elements.at(node.key).fields;
        if (fields.value("role", "") != name_of(node.role)) return false;
        if (fields.value("name", "") != node.name) return false;
        if (fields.value("checked", -1) != static_cast<int>(node.checked)) return false;
        if (fields.value("level", 0) != node.level) return false;
        const json rect = fields.value("rect", json::array({0, 0, 0, 0}));
        if (rect[0].get<float>() != node.rect.x) return false;
    }
    return true;
}

Node node(const std::string& key, const std::string& parent = "", const std::string& name = "")
{
    Node made;
    made.key = key;
    made.parent = parent;
    made.name = name;
    made.role = Role::Paragraph;
    return made;
}

SemanticTree tree_of(const std::vector<Node>& nodes)
{
    SemanticTree tree;
    for (const Node& one : nodes) tree.add(one);
    return tree;
}

SemanticTree any_tree()
{
    const int count = *rc::gen::inRange(0, 14);
    std::vector<std::string> keys;
    for (int i = 0; i < 16; ++i) keys.push_back("n" + std::to_string(i));
    SemanticTree tree;
    std::vector<std::string> parents = {""};
    std::set<std::string> used;
    for (int i = 0; i < count; ++i) {
        const std::string key = *rc::gen::elementOf(keys);
        if (!used.insert(key).second) continue;
        Node made = node(key, *rc::gen::elementOf(parents), *rc::gen::element<std::string>("a", "b"));
        made.role = *rc::gen::element(Role::Paragraph, Role::Group);
        made.checked = *rc::gen::element(Tri::Not, Tri::No, Tri::Yes);
        made.rect.x = static_cast<float>(*rc::gen::inRange(0, 3));
        tree.add(made);
        parents.push_back(key);
    }
    return tree;
}

bool same_element(const SemanticTree& before, const SemanticTree& after, const std::string& key)
{
    for (std::string at = key; !at.empty();) {
        const Node* was = before.find(at);
        const Node* is = after.find(at);
        if (!was || !is || was->parent != is->parent || was->role != is->role) return false;
        at = was->parent;
    }
    return true;
}

}  // namespace

TEST_CASE("equal trees need no operations")
{
    const SemanticTree tree = tree_of({node("a"), node("b", "a")});
    CHECK(diff(tree, tree) == "");
    CHECK(diff(SemanticTree{}, SemanticTree{}) == "");
}

TEST_CASE("only what changed is set")
{
    const SemanticTree before = tree_of({node("a", "", "förr"), node("b")});
    const SemanticTree after = tree_of({node("a", "", "nu"), node("b")});
    CHECK(diff(before, after) == R"([["set","a",{"name":"nu"}]])");
}

TEST_CASE("a node that is new, gone, moved or of another kind")
{
    const SemanticTree before = tree_of({node("a"), node("b"), node("c")});
    CHECK(diff(before, tree_of({node("a"), node("c")})) == R"([["del","b"]])");
    CHECK(diff(before, tree_of({node("c"), node("a"), node("b")})) == R"([["mov","c","a"]])");
    const std::string added = diff(before, tree_of({node("a"), node("x"), node("b"), node("c")}));
    CHECK(added == R"([["add","x","","b",{"role":"paragraph"}]])");
    Node heading = node("b");
    heading.role = Role::Heading;
    heading.level = 2;
    CHECK(diff(before, tree_of({node("a"), heading, node("c")})) ==
          R"([["del","b"],["add","b","","c",{"level":2,"role":"heading"}]])");
}

TEST_CASE("a node with another parent is made anew, with all below it")
{
    const SemanticTree before = tree_of({node("a"), node("x", "a"), node("y", "x"), node("b")});
    const SemanticTree after = tree_of({node("a"), node("b"), node("x", "b"), node("y", "x")});
    const json operations = json::parse(diff(before, after), nullptr, false);
    REQUIRE(operations.size() == 3);
    CHECK(operations[0] == json::array({"del", "x"}));
    CHECK(operations[1][1] == "x");
    CHECK(operations[2][1] == "y");
}

TEST_CASE("text of any kind survives the journey as JSON")
{
    const std::string odd = "\"citat\" \\ <b>&amp;</b> \xE2\x80\xA8 å\nrad";
    const std::string patch = diff(SemanticTree{}, tree_of({node("a", "", odd)}));
    CHECK(json::parse(patch, nullptr, false)[0][4]["name"] == odd);
    CHECK(!diff(SemanticTree{}, tree_of({node("a", "", "broken \xC3 utf-8")})).empty());
}

TEST_CASE("one node moved among many is one move")
{
    std::vector<Node> nodes;
    for (int i = 0; i < 20; ++i) nodes.push_back(node(std::to_string(i)));
    const SemanticTree before = tree_of(nodes);
    std::rotate(nodes.begin() + 3, nodes.begin() + 4, nodes.begin() + 15);
    Document document;
    REQUIRE(document.apply(diff(SemanticTree{}, before)));
    REQUIRE(document.apply(diff(before, tree_of(nodes))));
    CHECK(document.moves == 1);
}

TEST_CASE("the operations turn any document into any other, and what stays keeps its element")
{
    CHECK(rc::check([] {
        const SemanticTree before = any_tree(), after = any_tree();
        Document document;
        RC_ASSERT(document.apply(diff(SemanticTree{}, before)));
        RC_ASSERT(shows(document, before));
        std::map<std::string, int> identities;
        for (const auto& [key, element] : document.elements) identities[key] = element.identity;
        RC_ASSERT(document.apply(diff(before, after)));
        RC_ASSERT(shows(document, after));
        for (const Node& one : after.nodes())
            if (same_element(before, after, one.key))
                RC_ASSERT(document.elements.at(one.key).identity == identities.at(one.key));
    }));
}
