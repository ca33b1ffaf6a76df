#include "review/entry.h"

#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

/* What NFKC leaves alone, but an input method types for a plain sign. */
static const struct {
    uint32_t typed, meant;
} SIGNS[] = {
    {0x3002, '.'}, {0x2014, '-'}, {0x2015, '-'}, {0x2212, '-'}, {0x2013, '-'},
    {0x4E00, '-'}, {0x201C, '"'}, {0x201D, '"'}, {0x3003, '"'}, {0x3001, '/'},
    {0x00D7, '*'}, {0x3000, ' '}, {0x00B7, '.'},
};

uint32_t entry_plain(uint32_t character)
{
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (SIGNS[i].typed == character)
            return SIGNS[i].meant;
    if (character >= 0xFF01 && character <= 0xFF5E)
        return character - 0xFF01 + '!';
    return character;
}

void entry_begin(struct entry *entry, bool words)
{
    *entry = (struct entry){.words = words};
}

bool entry_add(struct entry *entry, uint32_t character)
{
    utf8proc_uint8_t bytes[4];
    size_t used = strlen(entry->text);
    utf8proc_ssize_t n;

    if (!entry->words)
        character = entry_plain(character);
    if (character < 32 || character == 127)
        return false;
    n = utf8proc_encode_char((utf8proc_int32_t)character, bytes);
    if (n <= 0 || used + (size_t)n + 1 > sizeof entry->text)
        return false;
    memcpy(entry->text + used, bytes, (size_t)n);
    entry->text[used + (size_t)n] = '\0';
    return true;
}

bool entry_complete(struct entry *entry)
{
    if (entry->whole[0] == '\0')
        return false;
    (void)text_copy(entry->text, sizeof entry->text, entry->whole);
    entry->whole[0] = '\0';
    return true;
}

void entry_drop(struct entry *entry)
{
    size_t end = strlen(entry->text);

    while (end > 0) {
        utf8proc_int32_t c;

        end--;
        while (end > 0 && ((unsigned char)entry->text[end] & 0xC0) == 0x80)
            end--;
        (void)utf8proc_iterate((const utf8proc_uint8_t *)entry->text + end, -1,
                               &c);
        if (utf8proc_charwidth(c) > 0)
            break;
    }
    entry->text[end] = '\0';
}

static bool is_listed(const struct value_type *type, const char *value)
{
    for (size_t i = 0; i < type->n_words; i++)
        if (strcmp(type->words[i], value) == 0)
            return true;
    return type->n_words == 0;
}

enum entry_check entry_check(const struct entry *entry,
                             const struct value_type *type,
                             char value[OCR_TEXT_MAX])
{
    value[0] = '\0';
    if (entry->text[strspn(entry->text, " ")] == '\0')
        return ENTRY_EMPTY;
    if (ocr_normalise_value(entry->text, type, value, OCR_TEXT_MAX))
        return type->kind != VALUE_CODE || is_listed(type, value)
                   ? ENTRY_GOOD
                   : ENTRY_UNLISTED;
    /* A word outside of a closed list is still a word on the paper. */
    if (type->kind != VALUE_CODE && type->kind != VALUE_TEXT)
        return ENTRY_WRONG;
    return text_normalise(value, OCR_TEXT_MAX, entry->text) ? ENTRY_UNLISTED
                                                            : ENTRY_WRONG;
}
