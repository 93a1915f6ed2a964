#include "web/ui/frame.h"
#include "web/ui/picture.h"

#include <cmath>
#include <utility>

namespace hemval::ui {

namespace {

constexpr int kMostExtraFrames = 3;

}  // namespace

struct UiContext::Impl {
    Impl(std::string regular_ttf, std::string bold_ttf)
        : fonts(picture.atlas, std::move(regular_ttf), std::move(bold_ttf))
    {
    }

    Picture picture;
    Fonts fonts;
    SemanticTree tree;
    LayoutMemory layout;
    Writing writing;
    float width = 0, text_scale = 0;
    int extra_frames = 0;
    bool fonts_changed = false;
};

UiContext::UiContext(std::string regular_ttf, std::string bold_ttf)
    : impl_(std::make_unique<Impl>(std::move(regular_ttf), std::move(bold_ttf)))
{
}

UiContext::~UiContext() = default;

const SemanticTree& UiContext::tree() const
{
    return impl_->tree;
}

const Picture& UiContext::picture() const
{
    return impl_->picture;
}

bool UiContext::fonts_changed()
{
    return std::exchange(impl_->fonts_changed, false);
}

void UiContext::forget_writing()
{
    impl_->writing = {};
}

FrameOutput UiContext::frame(const FrameInput& input, const std::function<void(Ui&)>& page)
{
    Impl& own = *impl_;
    if (own.text_scale > 0 && own.text_scale != input.text_scale)
        own.fonts.scale_sizes(input.text_scale / own.text_scale);
    if (own.width != input.width || own.text_scale != input.text_scale) {
        own.layout.rows.clear();  // what was seen at another width says nothing about this one
        own.extra_frames = 0;
    }
    own.width = input.width;
    own.text_scale = input.text_scale;
    const bool renewed = own.fonts.renew(input.pixel_ratio);
    own.fonts_changed = own.fonts_changed || renewed;
    own.fonts.begin_frame();

    own.picture.width = input.width;
    own.picture.height = input.height;
    own.picture.pixel_ratio = input.pixel_ratio;
    own.picture.begin();

    LayoutMemory seen;
    FrameOutput out;
    SemanticTree tree;
    {
        Ui::Frame frame(input, own.tree, own.fonts, own.layout, seen, input.plain ? nullptr : &own.picture);
        frame.writing = &own.writing;
        const Node* focused = own.tree.find(input.focused);
        if (focused && (focused->role == Role::TextField || focused->role == Role::TextArea))
            own.writing.field = input.focused;
        if (!own.tree.find(own.writing.field)) own.writing.field.clear();
        frame.paint.ground({0, input.scroll_y, input.width, input.height}, frame.color.page, 0, 0);
        Ui ui(frame);
        page(ui);
        frame.finish();
        frame.out.again = frame.out.again || !frame.layout.settled();
        out = std::move(frame.out);
        tree = std::move(frame.tree);
    }
    own.picture.end();

    if (!input.events.empty()) own.extra_frames = 0;
    const bool unsettled = out.again && own.extra_frames < kMostExtraFrames;
    own.extra_frames = unsettled ? own.extra_frames + 1 : 0;
    // A frame drawn from an atlas that is not uploaded yet, or lacks something, is not for showing.
    out.again = unsettled || renewed || own.fonts.wants_renewal();
    out.glyphs_missing = own.fonts.glyphs_missing();
    out.patch = diff(own.tree, tree);
    own.tree = std::move(tree);
    own.layout = std::move(seen);
    return out;
}

}  // namespace hemval::ui
