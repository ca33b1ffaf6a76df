/* The structure of a table against a form's. Private to forms/. */
#ifndef TZ_FORMS_SIGNATURE_H
#define TZ_FORMS_SIGNATURE_H

#include "forms/layout.h"

/**
 * How like the grid's header tree is to the form's (which columns stand under
 * one cell), and its columns' widths to the defined ones; 0 to 1. Printings of
 * one form differ in both, so that this tells forms apart but refuses none.
 *
 * @layout  with its separators, header rows and misfit
 */
double signature_likeness(const struct layout *layout);

#endif
