//! What hosts are told: the policy, how long files may be kept, compressed files, and who may load the embed element.
//!
//! - `_headers` for Netlify and Cloudflare Pages, which read it at the root of a site.
//! - `.htaccess` for Apache, which reads it in the folder.
//! - `nginx.conf`, to be included into a `server` block.
//! - `.nojekyll`, so that GitHub Pages serves the folder as it is.

use std::fmt::Write;
use std::path::Path;

use super::copy::files_below;
use super::write;
use crate::failure::Outcome;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// The page, the configuration and the service worker: asked for anew each time, sent only when they changed.
const ASK_FIRST: &str = "no-cache";
/// Headers of every file, beside the policy.
const ALWAYS: [(&str, &str); 2] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
];
/// File types that servers do not know by themselves.
const TYPES: [(&str, &str); 5] = [
    ("wasm", "application/wasm"),
    ("geojson", "application/geo+json"),
    ("geojsonl", "application/x-ndjson"),
    ("ndjson", "application/x-ndjson"),
    ("csv", "text/csv"),
];

/// Writes the files for every kind of host.
///
/// # Errors
/// Where the disk fails.
pub fn write_all(folder: &Path, policy: &str) -> Outcome {
    let kept: Vec<String> = files_below(folder)?
        .iter()
        .filter_map(|path| path.strip_prefix(folder).ok())
        .map(|name| name.to_string_lossy().replace('\\', "/"))
        .filter(|name| is_named_after_content(name))
        .collect();
    write(folder, "_headers", &netlify(policy, &kept))?;
    write(folder, ".htaccess", &apache(policy))?;
    write(folder, "nginx.conf", &nginx(policy))?;
    write(folder, ".nojekyll", "")
}

/// Whether a part of the path has 16 digits of a checksum at its end: `app-0123456789abcdef_bg.wasm`.
pub fn is_named_after_content(name: &str) -> bool {
    let is_digit = |letter: char| letter.is_ascii_digit() || ('a'..='f').contains(&letter);
    name.match_indices('-').any(|(at, _)| {
        let rest = &name[at + 1..];
        let digits = rest.chars().take_while(|letter| is_digit(*letter)).count();
        digits == 16 && rest[16..].starts_with(['.', '_', '/'])
    })
}

fn netlify(policy: &str, kept: &[String]) -> String {
    let mut text = format!("/*\n  Content-Security-Policy: {policy}\n");
    for (name, value) in ALWAYS {
        let _ = writeln!(text, "  {name}: {value}");
    }
    text += "/embed.js\n  Access-Control-Allow-Origin: *\n";
    // Folders by one rule each: some hosts read a hundred rules.
    let mut rules: Vec<String> = kept
        .iter()
        .map(|name| match name.split_once('/') {
            Some((folder, _)) => format!("/{folder}/*"),
            None => format!("/{name}"),
        })
        .collect();
    rules.dedup();
    for rule in rules {
        let _ = writeln!(text, "{rule}\n  Cache-Control: {FOR_EVER}");
    }
    text
}

fn apache(policy: &str) -> String {
    let mut text = String::from(
        "# For Apache 2.4 with AllowOverride All; what a module is missing for is left out.\n",
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "AddType {kind} .{ending}");
    }
    let _ = write!(
        text,
        r#"
<IfModule mod_headers.c>
  Header always set Content-Security-Policy "{policy}"
"#
    );
    for (name, value) in ALWAYS {
        let _ = writeln!(text, "  Header always set {name} \"{value}\"");
    }
    let _ = write!(
        text,
        r#"  Header set Cache-Control "{ASK_FIRST}"
  Header set Cache-Control "{FOR_EVER}" "expr=%{{REQUEST_URI}} =~ m#-[0-9a-f]{{16}}[._/]#"
  <FilesMatch "^embed\.js">
    Header set Access-Control-Allow-Origin "*"
  </FilesMatch>
</IfModule>

# Files that were compressed ahead of time, where the browser takes them.
<IfModule mod_rewrite.c>
  <IfModule mod_headers.c>
    RewriteEngine On
    RewriteRule ^$ index.html
    RewriteCond %{{HTTP:Accept-Encoding}} \bbr\b
    RewriteCond %{{REQUEST_FILENAME}}.br -f
    RewriteRule ^(.+)$ $1.br [L,E=no-gzip:1,E=no-brotli:1,E=PACKED:br]
    RewriteCond %{{HTTP:Accept-Encoding}} \bgzip\b
    RewriteCond %{{REQUEST_FILENAME}}.gz -f
    RewriteRule ^(.+)$ $1.gz [L,E=no-gzip:1,E=no-brotli:1,E=PACKED:gzip]
    Header set Content-Encoding %{{PACKED}}e env=PACKED
    Header set Content-Encoding %{{REDIRECT_PACKED}}e env=REDIRECT_PACKED
    Header append Vary Accept-Encoding
"#
    );
    for (ending, kind) in [
        ("html", "text/html"),
        ("js", "text/javascript"),
        ("css", "text/css"),
        ("json", "application/json"),
        ("svg", "image/svg+xml"),
        ("txt", "text/plain"),
        ("bin", "application/octet-stream"),
    ]
    .into_iter()
    .chain(TYPES)
    {
        let _ = writeln!(
            text,
            "    RewriteRule \\.{ending}\\.(br|gz)$ - [T={kind},E=no-gzip:1]"
        );
    }
    text + "  </IfModule>\n</IfModule>\n"
}

fn nginx(policy: &str) -> String {
    let always: String = [("Content-Security-Policy", policy)]
        .iter()
        .chain(&ALWAYS)
        .map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"))
        .collect();
    let types: String = TYPES
        .iter()
        .map(|(ending, kind)| format!("        {kind} {ending};\n"))
        .collect();
    format!(
        r#"# For a server block: put the address of the map's folder in place of /region/, and its place on the disk in place of
# /srv/maps/region/. Then: include …/nginx.conf;
location /region/ {{
    alias /srv/maps/region/;
    index index.html;
    # Files that were compressed ahead of time. brotli_static on; needs the module ngx_brotli.
    gzip_static on;
    gzip_vary on;
    include mime.types;
    types {{
{types}    }}
{always}    add_header Cache-Control $hazard_map_cache always;
    add_header Access-Control-Allow-Origin $hazard_map_origin always;
}}

# For the http block, outside the server:
#
# map $uri $hazard_map_cache {{
#     "~-[0-9a-f]{{16}}[._/]" "{FOR_EVER}";
#     default "{ASK_FIRST}";
# }}
# map $uri $hazard_map_origin {{
#     "~/embed\.js$" "*";
#     default "";
# }}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_after_its_content_may_be_kept_for_ever() {
        for name in [
            "app-0123456789abcdef_bg.wasm",
            "data/zones-0123456789abcdef.geojson.gz",
            "basemap-0123456789abcdef/cells/1_2.bin",
        ] {
            assert!(is_named_after_content(name), "{name}");
        }
        for name in [
            "index.html",
            "map.json",
            "offline.js",
            "a-0123456789abcde.js",
            "a-0123456789abcdef0.js",
            "embed.js",
        ] {
            assert!(!is_named_after_content(name), "{name}");
        }
    }

    #[test]
    fn every_host_is_told_the_policy_and_the_age_of_files() {
        let kept = [
            "app-0123456789abcdef.js",
            "data/a-0123456789abcdef.csv",
            "data/b-0123456789abcdef.csv",
        ];
        let kept = kept.map(str::to_owned);
        for text in [
            netlify("default-src 'self'", &kept),
            apache("default-src 'self'"),
            nginx("default-src 'self'"),
        ] {
            assert!(text.contains("default-src 'self'"), "{text}");
            assert!(
                text.contains("immutable") && text.contains("Access-Control-Allow-Origin"),
                "{text}"
            );
        }
        let rules = netlify("x", &kept);
        assert_eq!(rules.matches("/data/*").count(), 1, "{rules}");
        assert!(rules.contains("/app-0123456789abcdef.js\n"), "{rules}");
    }
}
