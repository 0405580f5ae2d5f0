"""Pictures in the file: a JPEG as it is, the pixels of others packed; neither carries anything but what is seen."""

from io import BytesIO

from PIL import Image

from liaison_desk.briefings.render.file import File

_SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB"}


def put_picture(file: File, data: bytes) -> int:
    """Put a picture that was made ready for print into the file, and return its number."""
    with Image.open(BytesIO(data)) as picture:
        jpeg = picture.format == "JPEG" and picture.mode in _SPACES
        pixels = picture if picture.mode in _SPACES else picture.convert("RGB")
        about = (
            f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}/BitsPerComponent 8"
            f"/ColorSpace/{_SPACES[pixels.mode]}"
        )
        if jpeg:
            return file.stream(data, f"{about}/Filter/DCTDecode", packed=False)
        return file.stream(pixels.tobytes(), about)
