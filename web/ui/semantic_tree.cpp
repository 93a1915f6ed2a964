#include "web/ui/semantic_tree.h"

#include <cstdio>
#include <cstdlib>

namespace hemval::ui {

namespace {

void stop(const std::string& what)
{
#ifndef NDEBUG
    std::fputs((what + "\n").c_str(), stderr);
    std::abort();
#else
    static_cast<void>(what);
#endif
}

FaultHandler fault_handler = stop;

}  // namespace

FaultHandler set_fault_handler(FaultHandler handler)
{
    const FaultHandler former = fault_handler;
    fault_handler = handler ? handler : stop;
    return former;
}

void program_fault(const std::string& what)
{
    fault_handler(what);
}

const char* name_of(Role role)
{
    switch (role) {
    case Role::Banner: return "banner";
    case Role::Navigation: return "navigation";
    case Role::Main: return "main";
    case Role::ContentInfo: return "content_info";
    case Role::Section: return "section";
    case Role::Group: return "group";
    case Role::Heading: return "heading";
    case Role::Paragraph: return "paragraph";
    case Role::Label: return "label";
    case Role::List: return "list";
    case Role::OrderedList: return "ordered_list";
    case Role::ListItem: return "list_item";
    case Role::Facts: return "facts";
    case Role::Fact: return "fact";
    case Role::FactName: return "fact_name";
    case Role::FactValue: return "fact_value";
    case Role::Link: return "link";
    case Role::Button: return "button";
    case Role::Checkbox: return "checkbox";
    case Role::Fieldset: return "fieldset";
    case Role::Legend: return "legend";
    case Role::Radio: return "radio";
    case Role::TextField: return "text_field";
    case Role::TextArea: return "text_area";
    case Role::Select: return "select";
    case Role::Table: return "table";
    case Role::Caption: return "caption";
    case Role::TableHead: return "table_head";
    case Role::TableBody: return "table_body";
    case Role::Row: return "row";
    case Role::ColumnHeader: return "column_header";
    case Role::RowHeader: return "row_header";
    case Role::Cell: return "cell";
    case Role::Details: return "details";
    case Role::Summary: return "summary";
    case Role::Picture: return "picture";
    case Role::ErrorSummary: return "error_summary";
    }
    return "group";
}

Node& SemanticTree::add(Node node)
{
    if (by_key_.count(node.key) > 0) {
        program_fault("two nodes have the key \"" + node.key + "\"");
        // A release build shows the second one rather than losing what it says.
        while (by_key_.count(node.key) > 0) node.key += "+";
    }
    if (!node.parent.empty() && by_key_.count(node.parent) == 0) {
        program_fault("\"" + node.key + "\" stands under \"" + node.parent + "\", which is not there");
        node.parent.clear();
    }
    by_key_[node.key] = nodes_.size();
    nodes_.push_back(std::move(node));
    return nodes_.back();
}

void SemanticTree::clear()
{
    nodes_.clear();
    by_key_.clear();
}

const Node* SemanticTree::find(std::string_view key) const
{
    const auto found = by_key_.find(std::string(key));
    return found == by_key_.end() ? nullptr : &nodes_[found->second];
}

Node* SemanticTree::find(std::string_view key)
{
    const auto found = by_key_.find(std::string(key));
    return found == by_key_.end() ? nullptr : &nodes_[found->second];
}

}  // namespace hemval::ui
