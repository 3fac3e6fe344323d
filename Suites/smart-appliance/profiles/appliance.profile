# What a maker of appliances, or of the gateway in front of them, has to show.

profile smart-appliance/appliance
  title: C5, the appliance and the meter in front of it
  edition: c5-2009
  suites: smart-appliance/appliance smart-appliance/gateway
  claims: C5/3.1/5
  claims: C5/3.1/7
  claims: C5/3.1/8
  claims: C5/3.1/10
  claims: C5/3.1/11
  claims: C5/3.1/12
  claims: C5/3.1/15
  claims: C5/3.1/16
  claims: C5/3.2/1
  claims: C5/3.2/2
  claims: C5/3.2/3
  claims: C5/3.2/4
  claims: C5/3.2/5
  claims: C5/3.2/6
  claims: C5/3.2/8
  claims: C5/4.1/F5
  claims: C5/4.1/F8
  claims: C5/4.1/F10
  claims: C5/4.1/F13
  claims: C5/4.1/F14
  claims: C5/4.1/F22
  claims: C5/4.1/F25
  claims: C5/4.1/F28
  claims: C5/4.1/F29
  claims: C5/4.1/F30
  claims: C5/4.1/F31
  claims: C5/4.1/F32
  claims: C5/4.1/F34
  claims: C5/4.1/F35
  claims: C5 4.2
