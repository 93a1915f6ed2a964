#pragma once

#include "core/staff_desk.h"
#include "web/app/program.h"

#include <memory>
#include <string>

namespace hemval {

// The staff's program: who is signed in, the desk, and the screen of the present route.
class StaffApp final : public Program {
public:
    StaffApp(Platform& platform, AppSetup setup);                   // over HTTP
    StaffApp(Platform& platform, AppSetup setup, StaffDesk& desk);  // `desk` must outlive the program
    ~StaffApp() override;
    StaffApp(const StaffApp&) = delete;
    StaffApp& operator=(const StaffApp&) = delete;

    void navigated(const std::string& hash) override;
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
