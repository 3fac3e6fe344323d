# What the systems of a utility have to show.

profile smart-appliance/utility
  title: C5, customer service, network management and device communications
  edition: c5-2009
  suites: smart-appliance/customer-service smart-appliance/network smart-appliance/messages
  claims: C5 3.1
  claims: C5/3.2/1
  claims: C5/3.2/7
  claims: C5/4.1/F1
  claims: C5/4.1/F2
  claims: C5/4.1/F3
  claims: C5/4.1/F4
  claims: C5/4.1/F6
  claims: C5/4.1/F7
  claims: C5/4.1/F9
  claims: C5/4.1/F12
  claims: C5/4.1/F15
  claims: C5/4.1/F16
  claims: C5/4.1/F17
  claims: C5/4.1/F18
  claims: C5/4.1/F19
  claims: C5/4.1/F20
  claims: C5/4.1/F21
  claims: C5/4.1/F23
  claims: C5/4.1/F24
  claims: C5/4.1/F26
  claims: C5/4.1/F27
  claims: C5/4.1/F33
  except: C5/3.1/5 C5/3.1/11
