"""Our own news, annotated for quotations and events: the mark-up, its checker and compiler, the counts."""
