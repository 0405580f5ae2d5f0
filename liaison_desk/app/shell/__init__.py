"""The window around the pages: banners, header with clocks and search, navigation, actions, palette."""
