#include "web/demonstration/demonstration.h"

#include "core/memory_registry.h"
#include "web/demonstration/presenter.h"

#include <map>
#include <string>

namespace hemval {

namespace {

// Larger than the largest of `Större text`, and grows with it.
constexpr float kMeetingRoom = 1.25F;

class Practice final : public Demonstration {
public:
    Practice(Platform& platform, const Municipality& municipality)
        : platform_(platform), municipality_(municipality),
          memory_(municipality,
                  {[&platform] { return platform.today(); }, [&platform] { return platform.random(); }}),
          kept_("presenter/" + municipality.id.value), presenter_(read_presenter(platform.stored(kept_)))
    {
    }

    Registry& registry() override { return memory_; }
    std::string saved() const override { return memory_.saved(); }
    void restore(const std::string& saved) override { memory_.restore(saved); }
    float enlarges() const override { return presenter_.large ? kMeetingRoom : 0; }

    void reset() override
    {
        memory_.reset();
        presenter_.reset();
        played_.clear();
        keep();
    }

    void bar(Page& page) override
    {
        platform_.set_mark(page.t("badge.demo"));
        {
            const ui::Scope bar = page.ui.box("demo/bar", ui::BoxKind::Bar);
            page.ui.badge("demo/bar/badge", page.t("badge.demo"));
            page.ui.text("demo/bar/text", page.t("demo.bar"));
            presenter_bar(page, presenter_);
            if (page.ui.button("demo/bar/reset", page.t("demo.reset")))
                page.memory.finished = true;
            page.ui.link("demo/bar/end", page.t("demo.end"), to_hash({}));
        }
        presenter_panel(page, presenter_);
        keep();
    }

    void screen(Page& page) override
    {
        if (page.route.screen == Screen::DemoStart) return demonstration_start_screen(page, presenter_);
        for (const Explanation& one : kExplanations) {
            if (page.route.id != one.id) continue;
            auto& played = played_[one.id];
            if (!played) played = one.make(municipality_, platform_.today());
            return played->screen(page);
        }
        not_found_screen(page);
    }

private:
    void keep()
    {
        std::string now = write_presenter(presenter_);
        if (now == stored_) return;
        stored_ = std::move(now);
        platform_.store(kept_, stored_);
    }

    Platform& platform_;
    const Municipality& municipality_;
    MemoryRegistry memory_;
    std::string kept_, stored_;
    Presenter presenter_;
    std::map<std::string, std::unique_ptr<Playground>> played_;
};

}  // namespace

std::unique_ptr<Demonstration> make_demonstration(Platform& platform, const Municipality& municipality)
{
    return std::make_unique<Practice>(platform, municipality);
}

}  // namespace hemval
