#pragma once

#include "server/exchange/exchange.h"

#include <map>
#include <optional>
#include <string>

namespace hemval::server {

// What one provider's clients answered to one question.
struct Figure {
    std::optional<int> positive;
    std::optional<int> percent;
    std::optional<int> answers;
    bool too_few = false;
};

// The figures of the providers that a file speaks of: they replace what the pack has of those.
class SurveyDraft {
public:
    explicit SurveyDraft(const PackFolder& pack) : pack_(pack) {}

    // By its id, or its very name; empty when there is none.
    std::string provider_called(const std::string& name) const;
    bool asks(const std::string& question) const;
    std::vector<std::string> questions() const;  // in the pack's order

    // What is wrong, as it continues a sentence; empty when all is well.
    std::string add(const std::string& provider, int year, const std::string& question, const Figure& figure);
    // The languages' words for who asked; Swedish is needed.
    ImportAnswer finish(const std::map<std::string, std::string>& who, std::size_t rows, Sentences notes);

private:
    struct Survey {
        int year = 0;
        std::map<std::string, Figure> figures;
    };
    const PackFolder& pack_;
    std::map<std::string, Survey> surveys_;
};

// A whole number without sign; nothing for anything else.
std::optional<int> whole_in(const std::string& text, int least, int most);
// "86", "86 %", "86,4": in whole per cent.
std::optional<int> percent_in(std::string text);

// constants "source.sv" and so on of a mapping.
std::map<std::string, std::string> source_in(const Mapping& mapping, const Municipality& municipality);

}  // namespace hemval::server
