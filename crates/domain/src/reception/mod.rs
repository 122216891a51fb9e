//! Reception: visits, tickets, the queue, the register and appointments.
