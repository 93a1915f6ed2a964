#pragma once

#include "core/wire_staff.h"
#include "tests/server/support.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>

namespace hemval::server::testing {

// A service with people and staff in it.
struct StaffRoom {
    TemporaryFolder folder;
    World world;
    std::string manager, coordinator, second, auditor;

    explicit StaffRoom(Packs packs = towns()) : world(folder.path(), WorldOptions{std::move(packs)})
    {
        manager = world.staff(Role::CareManager, kTown, "maria");
        coordinator = world.staff(Role::Coordinator, kTown, "karin");
        second = world.staff(Role::Coordinator, kTown, "olle");
        auditor = world.staff(Role::Auditor, kTown, "rune");
    }

    Got get(const std::string& path, const std::string& cookie,
            const MunicipalityId& id = kTown)
    {
        return world.get("/api/" + id.value + "/staff/" + path, cookie);
    }
    Got post(const std::string& path, const std::string& cookie, const wire::Json& body,
             const std::string& key = "key-00001", const MunicipalityId& id = kTown)
    {
        Ask request;
        request.method = "POST";
        request.path = "/api/" + id.value + "/staff/" + path;
        request.body = body.dump();
        request.cookie = cookie;
        request.key = key;
        return ask(world.port(), request);
    }
    // False when the tables refused it.
    bool write(const std::function<void(Queries&)>& work)
    {
        return world.store()
            .tx_now<bool>([&](Queries& queries) -> Result<bool, Problem> {
                work(queries);
                return true;
            })
            .has_value();
    }
    std::int64_t count(const std::string& sql)
    {
        std::int64_t rows = 0;
        world.store().read([&](Queries& queries) { rows = number_of(queries.query(sql)[0][0]); });
        return rows;
    }
    // A fresh person, with the municipality's own reference.
    std::string person(const std::string& reference, Situation situation = Situation::NoProvider)
    {
        const std::string cookie = world.person(situation);
        CaseId newest;
        for (const Event& event : world.ledger()) {
            if (const auto* opened = std::get_if<CaseOpened>(&event.body))
                newest = opened->person.id;
        }
        write([&](Queries& queries) {
            const CodeMaker& codes = world.service().codes();
            queries.query("INSERT INTO case_references(municipality, pseudonym, case_id, sealed) "
                          "VALUES('strangnas', $1, $3, $2)",
                          {codes.pseudonym("strangnas", reference),
                           codes.seal_reference("strangnas", reference), newest.value});
        });
        return cookie;
    }
    std::string case_id(const std::string& reference)
    {
        return post("find", manager, {{"reference", reference}}).json()["person"]["id"];
    }
};

}  // namespace hemval::server::testing
