//! A picture that somebody brought, drawn anew as a small square: no byte of the file is ever served.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage};

/// The most bytes that a file may have (ASVS 5.2.1).
pub const LARGEST: usize = 5 * 1024 * 1024;
/// The width and the height of what is kept.
const SIDE: u32 = 256;
const QUALITY: u8 = 85;
/// The most that a camera makes along one side, and in all. A file of a few bytes can claim any size: this is
/// looked at before a pixel of it is unpacked (ASVS 5.2.3).
const LONGEST: u32 = 10_000;
const PIXELS: u64 = 25_000_000;
const MEMORY: u64 = 112 * 1024 * 1024;

const CHOOSE: &str = "Choose a JPEG, PNG or WebP picture.";
const TOO_LARGE: &str = "This picture is too large. Choose one of at most 25 megapixels.";
const DAMAGED: &str = "This picture cannot be read. Save it again and choose the new file.";

/// A file as a browser sends it: its own name, what the browser believes it is, and its bytes.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// A square JPEG of the middle of the picture, upright, on white, and without what the file said about itself:
/// where it was taken, by which camera. Or what is wrong with it.
pub(super) fn redraw(upload: &Upload) -> Result<Vec<u8>, &'static str> {
    let format = agreed(upload)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST);
    limits.max_image_height = Some(LONGEST);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(&upload.bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| words(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS || decoder.total_bytes() > MEMORY {
        return Err(TOO_LARGE);
    }
    let upright = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(|error| words(&error))?;
    let side = width.min(height);
    let middle = whole.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(whole);
    let mut small = middle.resize_exact(SIDE, SIDE, image::imageops::FilterType::Triangle);
    small.apply_orientation(upright);
    encode(&on_white(&small))
}

/// The format that the bytes, the browser and the name agree upon (ASVS 5.2.2).
fn agreed(upload: &Upload) -> Result<ImageFormat, &'static str> {
    let format = image::guess_format(&upload.bytes).map_err(|_| CHOOSE)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(CHOOSE);
    }
    let declared = ImageFormat::from_mime_type(upload.kind.trim().to_ascii_lowercase());
    let named = upload.name.rsplit_once('.').map(|(_, extension)| ImageFormat::from_extension(extension));
    if declared != Some(format) || named.is_some_and(|named| named != Some(format)) {
        return Err(
            "The name of this file says something else than its content. Save it again as JPEG or PNG.",
        );
    }
    Ok(format)
}

fn words(error: &image::ImageError) -> &'static str {
    match error {
        image::ImageError::Limits(_) => TOO_LARGE,
        _ => DAMAGED,
    }
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    let mut flat = RgbImage::new(picture.width(), picture.height());
    for (to, from) in flat.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        to.0 = [red, green, blue]
            .map(|colour| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX));
    }
    flat
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture).map_err(|_| DAMAGED)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let picture = RgbImage::from_fn(width, height, |x, _| {
            image::Rgb([if x < width / 2 { 200 } else { 20 }, 90, 40])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn upload(name: &str, kind: &str, bytes: Vec<u8>) -> Upload {
        Upload { name: name.to_owned(), kind: kind.to_owned(), bytes }
    }

    /// The first bytes of a PNG that claims this size and has nothing else.
    fn claim(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0]);
        let sum = crc32(&bytes[12..]);
        bytes.extend(sum.to_be_bytes());
        bytes.extend(
            b"\0\0\0\x0aIDAT\x78\x9c\x63\x00\x00\x00\x01\x00\x01\x00\x00\x00\x00\x00\0\0\0\0IEND\xaeB`\x82",
        );
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8).fold(
                sum ^ u32::from(*byte),
                |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 },
            )
        })
    }

    #[test]
    fn every_picture_becomes_a_small_square() {
        for (width, height) in [(1, 1), (64, 64), (256, 256), (900, 300), (300, 901)] {
            let small = redraw(&upload("me.png", "image/png", png(width, height))).unwrap();
            let drawn = image::load_from_memory_with_format(&small, ImageFormat::Jpeg).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (SIDE, SIDE), "{width} x {height}");
            assert!(small.len() < 64 * 1024);
        }
    }

    #[test]
    fn v1_3_4_a_drawing_that_could_run_is_no_picture() {
        let svg =
            br#"<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>"#;
        for (name, kind) in [("me.svg", "image/svg+xml"), ("me.png", "image/png"), ("me", "text/html")] {
            assert_eq!(redraw(&upload(name, kind, svg.to_vec())), Err(CHOOSE));
        }
        assert_eq!(
            redraw(&upload("a.gif", "image/gif", b"GIF89a/*\x01\0\x01\0*/=1;alert(1)".to_vec())),
            Err(CHOOSE)
        );
        assert_eq!(redraw(&upload("", "", Vec::new())), Err(CHOOSE));
    }

    #[test]
    fn v5_2_2_name_kind_and_bytes_agree() {
        let picture = png(10, 10);
        assert!(redraw(&upload("me.PNG", "image/png", picture.clone())).is_ok());
        assert!(redraw(&upload("me", "image/png", picture.clone())).is_ok());
        for (name, kind) in [
            ("me.jpg", "image/png"),
            ("me.png", "image/jpeg"),
            ("me.png", "text/html"),
            ("me.html", "image/png"),
            ("me.png", ""),
        ] {
            assert!(redraw(&upload(name, kind, picture.clone())).is_err(), "{name} {kind}");
        }
    }

    #[test]
    fn v5_2_2_what_is_hidden_in_a_picture_is_left_behind() {
        let mut polyglot = png(300, 300);
        polyglot.extend(b"<script>alert('hidden')</script>%PDF-1.7 hidden");
        let small = redraw(&upload("me.png", "image/png", polyglot)).unwrap();
        let text = String::from_utf8_lossy(&small);
        assert!(
            small.starts_with(&[0xff, 0xd8, 0xff]) && !text.contains("hidden") && !text.contains("script")
        );
    }

    #[test]
    fn v5_2_3_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked() {
        for (width, height) in [(50_000, 50_000), (10_001, 1), (5_001, 5_000), (u32::MAX, u32::MAX)] {
            let told = redraw(&upload("me.png", "image/png", claim(width, height))).unwrap_err();
            assert_ne!(told, CHOOSE, "{width} x {height}");
        }
        assert_eq!(redraw(&upload("me.png", "image/png", claim(50_000, 50_000))), Err(TOO_LARGE));
        assert_eq!(redraw(&upload("me.png", "image/png", claim(5_001, 5_000))), Err(TOO_LARGE));
        assert_eq!(
            redraw(&upload("me.png", "image/png", claim(300, 300))),
            Err(DAMAGED),
            "of a size that is fine"
        );
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(2, 2, image::Rgba([9, 9, 9, 0])));
        assert_eq!(on_white(&clear).get_pixel(0, 0).0, [255, 255, 255]);
    }
}
