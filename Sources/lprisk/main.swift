print("lprisk")
