#pragma once

#include "core/exposure.h"
#include "core/staff_desk.h"
#include "web/app/shell.h"
#include "web/screens/sheet.h"
#include "web/staff/staff_route.h"
#include "web/staff/workspace.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hemval {

struct StaffMemory : SheetMemory {
    std::string said, said_at;  // what has just been done, and the address where it is told
    std::optional<Exposure> exposure;
};

// Everything a staff screen draws from. One is made for each frame.
struct StaffPage : Sheet {
    const StaffRoute& route;
    StaffVisit& visit;
    Workspace& desk;
    StaffMemory& memory;
    const std::string& sign_in;  // the address of the municipality's own sign-in

    std::string to(StaffScreen screen, const std::string& id = {}, const std::string& part = {}) const;
    void go(StaffScreen screen, const std::string& id = {}, const std::string& part = {});
    void problem();              // of the desk's, with a way to try again
    void waiting();              // for what is asked, or the problem that it met
    void said();                 // what has just been done, once
    // A function that tells it when it is done, here or at another address.
    std::function<void()> tell(const char* key, std::optional<StaffRoute> then = std::nullopt);

    // Fields keep what is entered, also over a new sign-in, until it has been sent.
    std::string& entered(const std::string& key) { return visit.entered[key]; }
    void field(const std::string& key, ui::TextFieldSpec spec);
    void day_field(const std::string& key, const std::string& label);
    // Of a field; what is wrong with it is added to `faults`.
    std::optional<Day> day_entered(const std::string& key, std::vector<ui::FieldFault>& faults);
    // One of `values`, of which each has its words under `group` + value.
    void choice(const std::string& key, const Words& legend, const std::string& group,
                const std::vector<std::string>& values);

    std::string words_of(const char* group, const std::string& name) const;  // t(group + name)
    std::string month(std::chrono::year_month month) const;
    std::string names_of(const std::vector<ProviderId>& providers) const;
    ui::FactRow services(const std::string& key, const std::vector<ServiceId>& services) const;
    std::string area_name(const AreaId& area) const;
};

// What a role may open, in the order of its menu.
std::vector<StaffScreen> screens_of(Role role);
const char* title_of(StaffScreen screen);  // a key
const char* about_of(StaffScreen screen);  // the same, and what it is for
bool may_open(Role role, StaffScreen screen);

void staff_top(StaffPage& page, const std::vector<ui::Option>& languages);
void staff_bottom(StaffPage& page);
void municipality_links(StaffPage& page, const std::vector<MunicipalityLink>& municipalities);

// One screen a file.
void signed_out_screen(StaffPage& page);
void staff_start_screen(StaffPage& page);
void staff_help_screen(StaffPage& page);
void staff_not_found_screen(StaffPage& page);
void queue_screen(StaffPage& page);
void find_screen(StaffPage& page);
void case_screen(StaffPage& page);
void case_work(StaffPage& page, const DeskCase& person);  // its part "what is to be done"
void register_screen(StaffPage& page);
void register_check_screen(StaffPage& page);
void notice_screen(StaffPage& page);
void follow_up_screen(StaffPage& page);
void desk_providers_screen(StaffPage& page);
void provider_row_screen(StaffPage& page);
void provider_text_screen(StaffPage& page);
void changes_screen(StaffPage& page);
void rings_screen(StaffPage& page);
void fairness_screen(StaffPage& page);
void exposure_screen(StaffPage& page);
void followed_screen(StaffPage& page);
void areas_screen(StaffPage& page);
void share_screen(StaffPage& page);
void rule_screen(StaffPage& page);
void leavings_screen(StaffPage& page);
void leaving_screen(StaffPage& page);
void leaving_days_screen(StaffPage& page);
void leaving_step_screen(StaffPage& page);
void propose_leaving_screen(StaffPage& page);
void leaving_outlook(StaffPage& page, const Outlook& outlook);  // whether there is room for everybody
void ledger_screen(StaffPage& page);
void accesses_screen(StaffPage& page);

// What several of them say.
std::string name_of_case(const StaffPage& page, const std::string& reference, bool is_protected);
std::string receipt_in_words(const StaffPage& page, const Receipt& receipt);  // "Första val"
std::string channel_in_words(const StaffPage& page, const Receipt& receipt);
// A change of the list, one line for each thing that changes.
std::vector<std::string> change_in_words(const StaffPage& page, const ListChange& change);

}  // namespace hemval
