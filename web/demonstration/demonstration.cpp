#include "web/demonstration/demonstration.h"

#include "core/memory_registry.h"

namespace hemval {

namespace {

class Practice final : public Demonstration {
public:
    Practice(Platform& platform, const Municipality& municipality)
        : memory_(municipality,
                  {[&platform] { return platform.today(); }, [&platform] { return platform.random(); }})
    {
    }

    Registry& registry() override { return memory_; }
    std::string saved() const override { return memory_.saved(); }
    void restore(const std::string& saved) override { memory_.restore(saved); }

    void bar(Page& page) override
    {
        const ui::Scope bar = page.ui.box("demo/bar", ui::BoxKind::Bar);
        page.ui.badge("demo/bar/badge", page.t("badge.demo"));
        page.ui.text("demo/bar/text", page.t("demo.bar"));
        page.ui.link("demo/bar/end", page.t("demo.end"), to_hash({}));
    }

    void screen(Page& page) override
    {
        if (page.route.screen == Screen::DemoStart) return demonstration_start_screen(page);
        not_found_screen(page);
    }

private:
    MemoryRegistry memory_;
};

}  // namespace

std::unique_ptr<Demonstration> make_demonstration(Platform& platform, const Municipality& municipality)
{
    return std::make_unique<Practice>(platform, municipality);
}

}  // namespace hemval
