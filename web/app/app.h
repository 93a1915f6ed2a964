#pragma once

#include "web/app/demonstration.h"
#include "web/app/program.h"

#include <memory>
#include <string>

namespace hemval {

// The citizens' program: state of the visit, the registry in use, and the screen of the present route. With
// a demonstration it is that, and nothing is sent; crossing over is another page load.
class App final : public Program {
public:
    App(Platform& platform, AppSetup setup, MakeDemonstration demonstration = nullptr);
    ~App() override;
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    void navigated(const std::string& hash) override;
    void whole(const std::string& locale_json, const std::string& pack_json) override;
    void present() override;
    ui::FrameOutput frame(const ui::FrameInput& input) override;
    const ui::SemanticTree& tree() const override;
    float text_scale() const override;
    const ui::Picture& picture() const override;
    bool fonts_changed() override;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace hemval
