#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What a screen means, beside what it looks like: one node per thing a person can perceive or use.
// The tree is mirrored into native HTML elements lying exactly over the drawing.
namespace hemval::ui {

// Each role is one native element; ARIA only where HTML has nothing. The names travel to the mirror
// (name_of), which maps them to elements in one table.
enum class Role : std::uint8_t {
    Banner,       // header
    Navigation,   // nav, named
    Main,         // main
    ContentInfo,  // footer
    Section,      // section, named by its heading (Node::labelled_by)
    Group,        // div; role=group when it has a name
    Heading,      // h1-h3 (Node::level)
    Paragraph,    // p
    Label,        // label (Node::label_for)
    List,         // ul
    OrderedList,  // ol
    ListItem,     // li
    Facts,        // dl
    Fact,         // div around dt and dd
    FactName,     // dt
    FactValue,    // dd
    Link,         // a href
    Button,       // button type=button
    Checkbox,     // input type=checkbox
    Fieldset,     // fieldset
    Legend,       // legend
    Radio,        // input type=radio
    TextField,    // input type=text
    TextArea,     // textarea
    Select,       // select; options in Node::options
    Table,        // table
    Caption,      // caption
    TableHead,    // thead
    TableBody,    // tbody
    Row,          // tr
    ColumnHeader, // th scope=col
    RowHeader,    // th scope=row
    Cell,         // td
    Details,      // details
    Summary,      // summary
    Picture,      // div role=img, described by Node::name; Node::value: whose QR code is in it
    ErrorSummary, // div, focusable
};
const char* name_of(Role role);

struct Rect {  // CSS pixels in the document, not the viewport
    float x = 0, y = 0, w = 0, h = 0;
    friend bool operator==(const Rect&, const Rect&) = default;
};

enum class Tri : std::int8_t { Not = -1, No = 0, Yes = 1 };  // Not: the attribute does not apply

struct Option {
    std::string value;
    std::string text;
    std::string lang;
    friend bool operator==(const Option&, const Option&) = default;
};

struct Node {
    std::string key;          // chosen by the application: "provider/17/choose"; never from a label
    Role role = Role::Group;
    std::string parent;       // key; empty = directly under the mirror
    std::string name;         // text content; the accessible name of a control
    std::string description;  // appended to a control's accessible name for context, not drawn
    std::string value;        // TextField, TextArea, Select, Radio; Picture
    std::string href;         // Link: "#/jamfor"; "#some/key" moves focus there, the route stays
    std::string lang;         // when it differs from the page
    std::string group;        // Radio: the shared name
    std::string label_for;    // Label
    std::string labelled_by;  // Section, Fieldset-like groups, Table
    std::vector<std::string> described_by;
    std::string input_mode;   // "numeric", "tel"
    std::string autocomplete; // WCAG 1.3.5
    std::vector<Option> options;
    int level = 0;            // Heading
    int max_length = 0;       // TextField; 0 = no limit
    Tri checked = Tri::Not;   // Checkbox, Radio
    Tri pressed = Tri::Not;   // Button that stays down
    Tri expanded = Tri::Not;  // Details
    bool current = false;     // aria-current=page
    bool disabled = false;
    bool invalid = false;
    bool required = false;
    std::string style;        // looks in Enkel vy and print: "primary", "hint", "badge" ...
    float font_px = 0;        // of the drawn text, so that the transparent text lies over it
    float line_px = 0;
    bool bold = false;
    float inset = 0;          // of a control's text from its rectangle's left and right edges
    Rect rect;
    friend bool operator==(const Node&, const Node&) = default;
};

// What a mistake of the program does: debug builds stop, naming it; release builds go on. Tests put
// their own handler in its place.
using FaultHandler = void (*)(const std::string& what);
FaultHandler set_fault_handler(FaultHandler handler);  // returns the one before
void program_fault(const std::string& what);

// Nodes in reading order; a parent stands before its children.
class SemanticTree {
public:
    // A key used twice, or a parent that is not there, is a program fault naming the key. The
    // reference is good until the next add.
    Node& add(Node node);
    void clear();
    void reserve(std::size_t nodes) { nodes_.reserve(nodes); }
    const std::vector<Node>& nodes() const { return nodes_; }
    const Node* find(std::string_view key) const;
    Node* find(std::string_view key);

private:
    std::vector<Node> nodes_;
    std::unordered_map<std::string, std::size_t> by_key_;
};

// The changes that turn the document of `before` into that of `after`, as the JSON array the mirror
// reads; empty text when nothing changed. Elements keep their identity: a node that is in both trees
// under the same parent is never removed or re-created, and focused elements are never moved unless
// their parent changed. Operations, in order to be carried out:
//   ["del", key]                       with everything below it
//   ["add", key, parent, next, {...}]  before sibling `next`, or last when ""
//   ["mov", key, next]
//   ["set", key, {...changed fields only...}]
std::string diff(const SemanticTree& before, const SemanticTree& after);

}  // namespace hemval::ui
