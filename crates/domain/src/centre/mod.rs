//! The centre itself: its settings, its accounts, who may do what, who has read what.
