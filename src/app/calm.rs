//! Whether the system asks for less motion.

/// What the desktop answers; `false` where none does. It may take long: this belongs into a job.
#[cfg(target_os = "linux")]
pub(super) fn is_asked_for() -> bool {
    use zbus::zvariant::Value;

    /// A setting of the desktop, by way of the portal that all of them have.
    fn setting(bus: &zbus::blocking::Connection, space: &str, key: &str) -> Option<Value<'static>> {
        let portal = "org.freedesktop.portal.Desktop";
        let settings = Some("org.freedesktop.portal.Settings");
        let reply =
            bus.call_method(Some(portal), "/org/freedesktop/portal/desktop", settings, "Read", &(space, key)).ok()?;
        let mut value = reply.body().deserialize::<Value<'_>>().ok()?.try_to_owned().ok()?.into();
        // The older of the two ways to ask wraps the answer once more, and older portals have no other.
        while let Value::Value(inner) = value {
            value = *inner;
        }
        Some(value)
    }

    let Ok(bus) = zbus::blocking::Connection::session() else {
        return false;
    };
    matches!(setting(&bus, "org.freedesktop.appearance", "reduced-motion"), Some(Value::U32(1)))
        || matches!(setting(&bus, "org.gnome.desktop.interface", "enable-animations"), Some(Value::Bool(false)))
}

/// Nothing is asked elsewhere.
#[cfg(not(target_os = "linux"))]
pub(super) const fn is_asked_for() -> bool {
    false
}
