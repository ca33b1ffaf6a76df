/* How like the words above a table are to a form's titles. Private. */
#ifndef TZ_FORMS_TITLE_LIKENESS_H
#define TZ_FORMS_TITLE_LIKENESS_H

#include "forms/definition.h"
#include "forms/header_text.h"

struct title_likeness {
    double like; /* 0 to 1; words before or behind a title cost little */
    int away;    /* characters that would have to change to make the nearest
                    line the title, a unit or a year before it left out; one
                    more when the paper speaks of another kind of period.
                    Tells 年度节育情况 from 半年度节育情况 */
};

struct title_likeness title_likeness_of(const struct header_texts *texts,
                                        const struct form *form);

#endif
