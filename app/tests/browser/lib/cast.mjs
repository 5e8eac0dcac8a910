// Who is who in the demo (domain/src/demo/cast.rs).

/** An operator who may do everything. */
export const MAYA = 'maya@harborline.example';
/** The Client Admin of Bright Smile Dental. */
export const NORA = 'frontdesk@brightsmile.example';
/** A Client User of Bright Smile Dental: what is for Dr. Priya Anand, and nothing else. */
export const PRIYA = 'priya.anand@brightsmile.example';

export const BRIGHT_SMILE = 'Bright Smile Dental';
