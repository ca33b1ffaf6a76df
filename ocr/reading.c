#include "ocr/reading.h"

#include <string.h>

const char *ocr_state_text(enum reading_state state)
{
    switch (state) {
#define READING_STATE_TEXT(code, text)                                         \
    case code:                                                                 \
        return text;
        READING_STATES(READING_STATE_TEXT)
#undef READING_STATE_TEXT
    }
    return "";
}

bool ocr_state_parse(const char *text, enum reading_state *state)
{
#define READING_STATE_PARSE(code, name)                                        \
    if (strcmp(text, name) == 0) {                                             \
        *state = code;                                                         \
        return true;                                                           \
    }
    READING_STATES(READING_STATE_PARSE)
#undef READING_STATE_PARSE
    return false;
}
