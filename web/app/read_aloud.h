#pragma once

#include "web/platform/platform.h"
#include "web/ui/semantic_tree.h"

#include <string>
#include <vector>

namespace hemval {

// What is read aloud of a view, in reading order: what stands in its main part from
// the h1 on, a cell with its
// column's name before it. Closed details are not in the tree and so not read. `language` is the
// page's; a node that says its own is read in that.
std::vector<SpokenText> texts_to_speak(const ui::SemanticTree& tree, const std::string& language);

// `Läs upp`: the view in the browser's own voice.
class ReadAloud {
public:
    explicit ReadAloud(Platform& platform) : platform_(platform) {}

    bool speaking() const { return state_ != State::Silent; }
    // The device has no voice for the language; known once somebody has asked.
    bool has_no_voice() const { return no_voice_; }

    void toggle();  // takes effect when the view is drawn
    void stop();    // the view is left
    void drawn(const ui::SemanticTree& tree, const std::string& language);

private:
    enum class State { Silent, Asked, Speaking };
    Platform& platform_;
    State state_ = State::Silent;
    bool no_voice_ = false;
    int round_ = 0;  // an answer to a reading that was stopped says nothing of the present one
};

}  // namespace hemval
