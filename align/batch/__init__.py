"""Many documents: resumable, parallel, on this machine or on a cluster."""
