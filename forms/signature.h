/* The structure of a table against a form's. Private to forms/. */
#ifndef TZ_FORMS_SIGNATURE_H
#define TZ_FORMS_SIGNATURE_H

#include <stdbool.h>

#include "forms/layout.h"

/**
 * How like the grid's header tree is to the form's (which columns stand under
 * one cell), and its columns' widths to the defined ones; 0 to 1. Printings of
 * one form differ in both, so that this tells forms apart but refuses none.
 *
 * @layout  with its separators, header rows and misfit
 */
double signature_likeness(const struct layout *layout);

/**
 * Whether the structure alone proves that each column is in its place: as many
 * columns as the form has, every header cell over the columns that it stands
 * over in the definition, and widths that are the definition's as nearly as
 * they can be measured. False for forms whose header spans no columns.
 */
bool signature_proves(const struct layout *layout);

#endif
