// What a draft becomes as a file.
