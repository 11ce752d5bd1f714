//! SHA-256 of bytes that come in pieces: whether a file is the one that its publisher meant.
//!
//! Source: FIPS 180-4, Secure Hash Standard. Made to be small, not fast: some hundred megabytes a second.

/// The fractional parts of the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];
/// The fractional parts of the square roots of the first eight primes.
const START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
const BLOCK: usize = 64;

/// The checksum of the bytes so far.
#[derive(Debug, Clone)]
pub struct Sha256 {
    state: [u32; 8],
    /// The last block, as far as it has come.
    block: [u8; BLOCK],
    length: u64,
}

impl Default for Sha256 {
    fn default() -> Self {
        Self {
            state: START,
            block: [0; BLOCK],
            length: 0,
        }
    }
}

impl Sha256 {
    /// Takes the next bytes.
    pub fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let filled = self.length as usize % BLOCK;
            let (now, later) = bytes.split_at(bytes.len().min(BLOCK - filled));
            self.block[filled..][..now.len()].copy_from_slice(now);
            self.length += now.len() as u64;
            if filled + now.len() == BLOCK {
                self.take_block();
            }
            bytes = later;
        }
    }

    /// The checksum in 64 small hexadecimal digits, as `sha256sum` writes it.
    #[must_use]
    pub fn finish(mut self) -> String {
        let bits = self.length * 8;
        self.push(&[0x80]);
        while self.length as usize % BLOCK != BLOCK - 8 {
            self.push(&[0]);
        }
        self.push(&bits.to_be_bytes());
        let bytes = self.state.iter().flat_map(|word| word.to_be_bytes());
        let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 15)]);
        bytes
            .flat_map(|byte| [digit(byte >> 4), digit(byte)])
            .collect()
    }

    fn take_block(&mut self) {
        let mut words = [0_u32; 64];
        for (word, bytes) in words.iter_mut().zip(self.block.chunks_exact(4)) {
            *word = bytes
                .iter()
                .fold(0, |word, &byte| word << 8 | u32::from(byte));
        }
        for at in 16..64 {
            let (early, late) = (words[at - 15], words[at - 2]);
            let early = early.rotate_right(7) ^ early.rotate_right(18) ^ early >> 3;
            let late = late.rotate_right(17) ^ late.rotate_right(19) ^ late >> 10;
            words[at] = (words[at - 16].wrapping_add(early))
                .wrapping_add(words[at - 7])
                .wrapping_add(late);
        }
        let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = self.state;
        for (word, round) in words.iter().zip(ROUNDS) {
            let choice = e & f ^ !e & g;
            let majority = a & b ^ a & c ^ b & c;
            let mixed_e = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let mixed_a = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let first = (h.wrapping_add(mixed_e).wrapping_add(choice))
                .wrapping_add(round)
                .wrapping_add(*word);
            (h, g, f, e) = (g, f, e, d.wrapping_add(first));
            (d, c, b, a) = (c, b, a, first.wrapping_add(mixed_a).wrapping_add(majority));
        }
        for (word, mixed) in self.state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
            *word = word.wrapping_add(mixed);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn checksum(bytes: &[u8]) -> String {
        let mut sha256 = Sha256::default();
        sha256.push(bytes);
        sha256.finish()
    }

    /// From the examples of FIPS 180-4, and `sha256sum` for lengths around the end of a block.
    #[test]
    fn checksums_are_those_that_were_published() {
        let million = vec![b'a'; 1_000_000];
        let vectors: [(&[u8], &str); 7] = [
            (
                b"",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                b"abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            (
                &million[..55],
                "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318",
            ),
            (
                &million[..56],
                "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a",
            ),
            (
                &million[..64],
                "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb",
            ),
            (
                &million,
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
            ),
        ];
        for (bytes, expected) in vectors {
            assert_eq!(checksum(bytes), expected, "{} bytes", bytes.len());
        }
    }

    proptest! {
        #[test]
        fn pieces_of_any_size_have_the_checksum_of_the_whole(
            bytes in prop::collection::vec(any::<u8>(), 0..300),
            cuts in prop::collection::vec(0_usize..300, 0..5),
        ) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.sort_unstable();
            let mut sha256 = Sha256::default();
            let mut start = 0;
            for cut in cuts {
                sha256.push(&bytes[start..cut]);
                start = cut;
            }
            sha256.push(&bytes[start..]);
            prop_assert_eq!(sha256.finish(), checksum(&bytes));
        }
    }
}
