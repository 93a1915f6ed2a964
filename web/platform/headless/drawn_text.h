#pragma once

#include "web/ui/semantic_tree.h"

#include <string>
#include <vector>

// The completeness oracle: what ImGui was given to draw in its last frame, held against the semantic
// tree. It reads the draw lists' vertices, so that nothing drawn by another way than the kit escapes.
namespace hemval::ui {
struct Picture;
}

namespace hemval {

struct DrawnLetter {
    char32_t letter = 0;
    ui::Rect rect;  // CSS pixels in the document
};

struct Drawing {
    std::vector<DrawnLetter> letters;
    std::vector<ui::Rect> shapes;  // what is no letter: a ground, frame, tick, ring; each its bounds
};

// In the order drawn. `scroll_y` is what it was drawn at.
Drawing drawing(const ui::Picture& picture, float scroll_y);

// One sentence for each text or shape that is drawn where no node says it, or beyond the window's
// sides; each node whose text is drawn otherwise or not at all, lies over another's, or is read in
// another order than it is seen; each control drawn without a shape. `window` is the part of the
// document drawn; what reaches out of its top or bottom is drawn in part only and not judged.
std::vector<std::string> drawing_faults(const ui::SemanticTree& tree, const ui::Picture& picture,
                                        const ui::Rect& window);

}  // namespace hemval
