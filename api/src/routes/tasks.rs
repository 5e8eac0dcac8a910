//! The addresses of tasks.

use domain::access::Key::{TasksComplete, TasksEdit, TasksView};
use domain::tasks::TASKS;
use web::Policy::Needs;

use crate::declared::{Declared, delete, get, patch, post, put};
use crate::openapi::Doc;
use crate::tasks::{
    self, AddedComment, AddedTask, Checklist, Comments, Marked, NewComment, NewTask, StepMark, TaskChanges,
    TaskMark,
};

pub(super) fn of_tasks() -> [Declared; 10] {
    let path = "/api/v1/tasks/{id}";
    [
        get("/api/v1/tasks", Needs(TasksView), tasks::list, Doc::page("List tasks", &TASKS)),
        post(
            "/api/v1/tasks",
            Needs(TasksEdit),
            tasks::add,
            Doc::makes::<AddedTask>("Add a task", &TASKS).takes::<NewTask>().once(),
        ),
        get(path, Needs(TasksView), tasks::show, Doc::record("Show a task", &TASKS)),
        patch(
            path,
            Needs(TasksEdit),
            tasks::edit,
            Doc::record("Change a task", &TASKS).takes::<TaskChanges>(),
        ),
        delete(path, Needs(TasksEdit), tasks::delete, Doc::done("Delete a task", &TASKS)),
        put(
            "/api/v1/tasks/{id}/state",
            Needs(TasksComplete),
            tasks::mark,
            Doc::says::<Marked>("Start, complete or reopen a task", "tasks").of(&TASKS).takes::<TaskMark>(),
        ),
        get(
            "/api/v1/tasks/{id}/checklist",
            Needs(TasksView),
            tasks::checklist,
            Doc::says::<Checklist>("Show the checklist of a task", "tasks").of(&TASKS),
        ),
        put(
            "/api/v1/tasks/{id}/step",
            Needs(TasksComplete),
            tasks::tick,
            Doc::finished("Mark a step of the checklist as done, or as still to be done", "tasks")
                .of(&TASKS)
                .takes::<StepMark>(),
        ),
        get(
            "/api/v1/tasks/{id}/comments",
            Needs(TasksView),
            tasks::comments,
            Doc::says::<Comments>("Show the comments on a task", "tasks").of(&TASKS),
        ),
        post(
            "/api/v1/tasks/{id}/comments",
            Needs(TasksComplete),
            tasks::comment,
            Doc::made::<AddedComment>("Comment on a task", "tasks").of(&TASKS).takes::<NewComment>(),
        ),
    ]
}
