# The page of web/, built by Vite and put into the program. Nothing is fetched here: script/setup has
# put the packages of web/ where npm finds them. Without them the program says how to build the page.

if(TARGET cuibono_server)
  set(web "${CMAKE_SOURCE_DIR}/web")
  set(dist "")
  set(built "")
  if(CUIBONO_WEB_DIST)
    set(dist "${CUIBONO_WEB_DIST}")
    if(NOT EXISTS "${dist}/index.html")
      message(FATAL_ERROR "CUIBONO_WEB_DIST is '${dist}', where there is no index.html")
    endif()
  elseif(CUIBONO_WEB AND EXISTS "${web}/package.json")
    find_program(CUIBONO_NPM npm)
    if(CUIBONO_NPM AND EXISTS "${web}/node_modules")
      set(dist "${web}/dist")
      file(GLOB_RECURSE inputs CONFIGURE_DEPENDS "${web}/src/*" "${web}/public/*" "${web}/*.json"
        "${web}/*.ts" "${web}/*.js" "${web}/*.mjs" "${web}/index.html")
      list(FILTER inputs EXCLUDE REGEX "/(node_modules|dist|tests?)/")
      set(built "${CMAKE_BINARY_DIR}/page/built.txt")
      add_custom_command(OUTPUT "${built}"
        COMMAND "${CUIBONO_NPM}" run --silent build
        COMMAND "${CMAKE_COMMAND}" -E touch "${built}"
        WORKING_DIRECTORY "${web}"
        DEPENDS ${inputs}
        COMMENT "Page"
        VERBATIM)
    else()
      message(WARNING "The page is not built, for npm or web/node_modules is missing: the program will "
        "say so at its address. script/setup installs both; -DCUIBONO_WEB=OFF silences this.")
    endif()
  endif()

  set(pages "${CMAKE_BINARY_DIR}/page/pages.cc")
  set(openapi "${CMAKE_SOURCE_DIR}/src/server/openapi.yaml")
  # A page that is given may change without its build being known here: look each time.
  add_custom_target(page
    COMMAND "${CMAKE_COMMAND}" "-DDIST=${dist}" "-DOPENAPI=${openapi}" "-DOUT=${pages}"
      -P "${CMAKE_SOURCE_DIR}/cmake/embed_page.cmake"
    BYPRODUCTS "${pages}"
    DEPENDS ${built} "${openapi}"
    COMMENT "Page into the program"
    VERBATIM)
  target_sources(cuibono_server PRIVATE "${pages}")
  add_dependencies(cuibono_server page)
endif()
