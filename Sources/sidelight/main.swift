print("sidelight")
