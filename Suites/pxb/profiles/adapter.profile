# What an adapter, or a device that speaks the binding itself, has to show before anything else is tested.

profile pxb/adapter
  title: PXB, an adapter or a device
  edition: pxb-1
  suites: pxb/*
  claims: PXB
