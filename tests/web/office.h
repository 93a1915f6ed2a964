#pragma once

#include "fake_service.h"
#include "memory_desk.h"
#include "web/platform/headless/headless_app.h"
#include "web/staff/staff_app.h"

#include <optional>
#include <string>

namespace hemval::test {

// A member of staff at work on a municipality's page, with the desk answering.
struct Office {
    Municipality municipality;
    MemoryDesk desk;
    HeadlessApp app;

    explicit Office(std::optional<Role> role, const std::string& hash = "#/personal",
                    const std::string& id = "strangnas", const std::string& language = "sv")
        : municipality(pack_of(id)), desk(municipality),
          app(id, hash, language, "locales/staff/", [this, role, id](HeadlessPlatform& platform, AppSetup setup) {
              // Signed in once; after that the desk knows.
              if (!desk.platform && role) desk.staff = Staff{"anna", "Anna Åkesson", MunicipalityId(id), *role};
              desk.platform = &platform;
              return std::make_unique<StaffApp>(platform, std::move(setup), desk);
          })
    {
    }

    void go(const std::string& hash)
    {
        app.platform().go(hash);
        app.send({});
    }
    void sign_in_as(const std::string& account, Role role)
    {
        desk.staff = Staff{account, account, municipality.id, role};
        app.reload();
    }
    void press(const std::string& key) { app.send({ui::EventKind::Press, key, ""}); }
    void type(const std::string& key, const std::string& text) { app.send({ui::EventKind::Input, key, text}); }
};

}  // namespace hemval::test
