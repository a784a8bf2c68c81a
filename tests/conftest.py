import signal

from hypothesis import settings

# A slow machine is no fault of the code: no test is timed.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")

# A run in the background of a shell inherits that interrupts are ignored, and would wait for ever for what they end.
signal.signal(signal.SIGINT, signal.default_int_handler)
