from hypothesis import settings

# A slow machine is no fault of the code: no test is timed.
settings.register_profile("sayso", deadline=None)
settings.load_profile("sayso")
