#include "server/exchange/exchange.h"
#include "server/exchange/provider_draft.h"

#include <map>

namespace hemval::server {
namespace {

// A list's items one by one, so that "Norra" among others becomes "norra".
std::string list_meant(const Mapping& mapping, const std::string& field, const std::string& text)
{
    if (mapping.values.count(field) == 0)
        return text;
    const bool marked = !mapping.knows(field, text) && text.find_first_of(",;|") != std::string::npos;
    std::string meant;
    for (const std::string& item : marked ? split_list(text, ",;|") : std::vector<std::string>{text})
        meant += (meant.empty() ? "" : ",") + mapping.value(field, item);
    return meant;
}

bool is_list(const std::string& field)
{
    return field == "areas" || field == "services" || field == "languages";
}

class Reading {
public:
    Reading(const PackFolder& pack, const Mapping& mapping) : pack_(pack), mapping_(mapping)
    {
        imported_.providers = pack.providers;
    }

    void read(const Table& table, const std::vector<std::string>& fields)
    {
        for (const CsvRow& row : table.rows())
            read_row(table, row, fields);
    }

    ImportAnswer answer()
    {
        if (!faults_.empty())
            return fail(std::move(faults_));
        return std::move(imported_);
    }

private:
    void read_row(const Table& table, const CsvRow& row, const std::vector<std::string>& fields)
    {
        const std::string id = table.cell(row, "id");
        if (id.empty()) {
            faults_.push_back(table.fault(row, "id", "is missing: each provider needs its id"));
            return;
        }
        const auto [first, fresh] = seen_.emplace(id, row.number);
        if (!fresh) {
            faults_.push_back(table.fault(row, "id", "\"" + id + "\" is in row " +
                                                         std::to_string(first->second) + " too"));
            return;
        }
        ProviderDraft draft(pack_, id);
        bool well = true;
        for (const std::string& field : fields) {
            if (!table.has(field))
                continue;
            std::string text = table.cell(row, field);
            if (is_list(field))
                text = list_meant(mapping_, field, text);
            if (std::string fault = draft.set(field, text); !fault.empty()) {
                faults_.push_back(table.fault(row, field, fault));
                well = false;
            }
        }
        if (!well)
            return;
        for (const std::string& fault : draft.finish()) {
            faults_.push_back(table.fault(row, "", fault));
            well = false;
        }
        if (well) {
            draft.put_into(imported_.providers);
            ++imported_.rows;
        }
    }

    const PackFolder& pack_;
    const Mapping& mapping_;
    std::map<std::string, int> seen_;
    Imported imported_;
    Sentences faults_;
};

}  // namespace

ImportAnswer import_csv(const PackFolder& pack, const std::vector<NamedText>& files,
                        const std::string& mapping_text)
{
    const std::vector<std::string> order = provider_fields(pack.municipality);
    const std::set<std::string> fields(order.begin(), order.end());
    const auto mapping = read_mapping(mapping_text, fields);
    if (!mapping)
        return fail(mapping.error());
    Reading reading(pack, *mapping);
    for (const NamedText& file : files) {
        const auto table = Table::read(file.name, file.text, *mapping, fields, {"id"});
        if (!table)
            return fail(table.error());
        reading.read(*table, order);
    }
    return reading.answer();
}

Result<std::string, std::string> export_csv(const PackFolder& pack)
{
    const std::vector<std::string> fields = provider_fields(pack.municipality);
    std::string text = "\xEF\xBB\xBF" + csv_line(fields);  // by the mark a spreadsheet knows it is UTF-8
    for (const OrderedJson& provider : pack.providers["providers"]) {
        const std::string id = provider["id"].get<std::string>();
        const ProviderDraft draft(pack, id);
        std::vector<std::string> cells;
        for (const std::string& field : fields)
            cells.push_back(draft.get(field));
        for (const OrderedJson& one : provider.value("specialisations", OrderedJson::array())) {
            for (const auto& [language, words] : one.items()) {
                if (words.get<std::string>().find('|') != std::string::npos)
                    return fail("The provider " + id + " has a specialisation with | in it, which in CSV "
                                "stands between two: write it otherwise.");
            }
        }
        text += csv_line(cells);
    }
    return text;
}

}  // namespace hemval::server
