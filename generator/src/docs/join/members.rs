//! Members of enumerations: by name, by number, by the order of rows.

use super::Joining;
use super::names::fold;
use crate::docs::page::{EnumTable, Folder, MemberRow};
use crate::model::{EnumId, EnumMember, Prose};
use std::collections::{HashMap, HashSet};

impl<'a> Joining<'_, 'a> {
    /// Takes the descriptions of a table's members.
    pub(super) fn members(&mut self, id: EnumId, table: &'a EnumTable<'a>, folder: Folder) {
        let members = &self.model[id].members;
        let mut dropped = Vec::new();
        for (row, member) in table.members.iter().zip(places(&table.members, members)) {
            let (member, text) = match (member, &row.description) {
                (_, None) => continue,
                (Some(member), Some(text)) => (member, text),
                (None, Some(_)) => {
                    dropped.push(row);
                    continue;
                }
            };
            let prose = Prose { text, folder };
            self.documentation
                .members
                .entry((id, member))
                .or_insert(prose);
        }
        if dropped.is_empty() {
            return;
        }
        let owner = self.model.qualified_enum(id);
        for row in dropped {
            self.unknown_name(&row.name, &owner, "member");
        }
    }
}

/// The position of each row's member. A name that is spelled as a member's is that member; else a number
/// that one member has alone; else, where there are as many rows as members and no row says otherwise, the
/// position of the row.
pub(crate) fn places(rows: &[MemberRow<'_>], members: &[EnumMember<'_>]) -> Vec<Option<usize>> {
    let exact: HashMap<&str, usize> = members
        .iter()
        .enumerate()
        .map(|(at, one)| (one.name, at))
        .collect();
    let folded: HashMap<String, usize> = members
        .iter()
        .enumerate()
        .map(|(at, one)| (fold(one.name), at))
        .collect();
    let by_name = |row: &MemberRow<'_>| {
        let name = &*row.name.text;
        exact.get(name).or_else(|| folded.get(&fold(name))).copied()
    };
    let mut found: Vec<Option<usize>> = rows.iter().map(by_name).collect();
    let mut taken: HashSet<usize> = found.iter().flatten().copied().collect();

    let mut numbers: HashMap<i64, Option<usize>> = HashMap::new();
    for (at, member) in members.iter().enumerate() {
        numbers
            .entry(member.value)
            .and_modify(|only| *only = None)
            .or_insert(Some(at));
    }
    for (row, found) in rows
        .iter()
        .zip(&mut found)
        .filter(|(_, found)| found.is_none())
    {
        let numbered = row
            .value
            .and_then(|value| numbers.get(&value).copied().flatten());
        if let Some(member) = numbered.filter(|member| !taken.contains(member)) {
            taken.insert(member);
            *found = Some(member);
        }
    }

    let in_order = found
        .iter()
        .enumerate()
        .all(|(at, one)| one.is_none_or(|one| one == at));
    if rows.len() == members.len() && in_order {
        return (0..rows.len()).map(Some).collect();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::docs::join::tests::text;
    use crate::model::Facts;

    fn found(rows: &[(&str, Option<i64>)], members: &[(&'static str, i64)]) -> Vec<Option<usize>> {
        let rows: Vec<_> = rows
            .iter()
            .map(|(name, value)| MemberRow {
                name: text(name),
                value: *value,
                description: None,
            })
            .collect();
        let members: Vec<_> = members
            .iter()
            .map(|(name, value)| EnumMember {
                name,
                value: *value,
                facts: Facts::default(),
                span: text("").span,
            })
            .collect();
        places(&rows, &members)
    }

    const STATES: &[(&str, i64)] = &[("unknown", 0), ("valid", 1), ("expired", 2)];

    #[test]
    fn translated_members_are_found_by_their_numbers() {
        let rows = [
            ("abgelaufen", Some(2)),
            ("Valid", Some(1)),
            ("unbekannt", Some(0)),
        ];
        assert_eq!(found(&rows, STATES), [Some(2), Some(1), Some(0)]);
    }

    #[test]
    fn a_name_says_more_than_a_number() {
        // Numbers change from version to version.
        let rows = [("unknown", Some(0)), ("expired", Some(1))];
        assert_eq!(found(&rows, STATES), [Some(0), Some(2)]);
        // What is named is not found by number again.
        let rows = [("expired", Some(7)), ("abgelaufen", Some(2))];
        assert_eq!(found(&rows, STATES), [Some(2), None]);
    }

    #[test]
    fn damaged_numbers_leave_the_order_of_rows() {
        let rows = [("不明", None), ("有効な", None), ("終了", None)];
        assert_eq!(found(&rows, STATES), [Some(0), Some(1), Some(2)]);
        let rows = [("不明", None), ("valid", None), ("終了", None)];
        assert_eq!(found(&rows, STATES), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn order_says_nothing_where_rows_lack_or_stand_elsewhere() {
        let rows = [("不明", None), ("有効な", None)];
        assert_eq!(found(&rows, STATES), [None, None]);
        let rows = [("valid", None), ("不明", None), ("終了", None)];
        assert_eq!(found(&rows, STATES), [Some(1), None, None]);
    }

    #[test]
    fn two_members_of_a_number_are_not_told_apart() {
        let members = [("a", 0), ("b", 0), ("c", 1)];
        assert_eq!(
            found(&[("x", Some(0)), ("c", None)], &members),
            [None, Some(2)]
        );
    }
}
